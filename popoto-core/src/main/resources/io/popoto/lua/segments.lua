-- Driving an index in parts: what one call's budget does not cover, later calls do.
--
-- An index condition is a list of segments: { key, set = true }, { key, from, to } with ranks in a
-- sorted set, or { listed = node } with a few ids. plan.resume is { d = conjunct (0 for the class
-- index), s = segment, c = cursor of the set and the server that gave it, or m = member (a position
-- in ARGV) and score of the last one seen }.

my.PAGE = 250

my.segments_of = {
  all = function()
    return { { key = KEYS[1], from = 0, to = my.everything } }
  end,
  idprefix = function(node)
    local from = call('ZLEXCOUNT', KEYS[1], '-', '(' .. ARGV[node.v])
    return { { key = KEYS[1], from = from, to = from + my.cardinality(node) } }
  end,
  eq = function(node)
    local segments = {}
    for i, key in ipairs(my.set_keys(node)) do
      segments[i] = { key = key, set = true }
    end
    return segments
  end,
  range = function(node)
    local segments = {}
    for i, key in ipairs(my.zset_keys(node)) do
      local from, to = my.span(node, key)
      segments[i] = { key = key, from = from, to = to, i = node.i }
    end
    return segments
  end,
  score = function(node)
    local segments = {}
    for _, key in ipairs(my.zset_keys(node)) do
      for _, range in ipairs(node.r) do
        local from = call('ZCOUNT', key, '-inf', '(' .. range[1])
        local to = call('ZCOUNT', key, '-inf', '(' .. range[2])
        segments[#segments + 1] = { key = key, from = from, to = to }
      end
    end
    return segments
  end,
}
my.segments_of.null = my.segments_of.eq

-- A node of listed values, so many values at a time.
function my.listed(node)
  local segments = {}
  for first = 1, #node.v, my.PAGE do
    local some = {}
    for i = first, math.min(first + my.PAGE - 1, #node.v) do
      some[#some + 1] = node.v[i]
    end
    segments[#segments + 1] = { listed = { op = node.op, at = node.at, v = some } }
  end
  return segments
end
my.segments_of.id = my.listed
my.segments_of.unique = my.listed

-- The parts of a node and of those of the same kind in it.
function my.flat(node, op, parts)
  for _, part in ipairs(node.n) do
    if part.op == op then
      my.flat(part, op, parts)
    else
      parts[#parts + 1] = part
    end
  end
  return parts
end

-- What can drive a branch of an 'or': itself, or parts of it if it is an 'and'.
function my.drivers_of(branch)
  local drivers = {}
  for _, part in ipairs(branch.op == 'and' and my.flat(branch, 'and', {}) or { branch }) do
    if my.segments_of[part.op] then
      drivers[#drivers + 1] = part
    end
  end
  return drivers
end

function my.is_drivable(node)
  if node.op ~= 'or' then
    return my.segments_of[node.op] ~= nil
  end
  for _, branch in ipairs(my.flat(node, 'or', {})) do
    if not my.drivers_of(branch)[1] then
      return false
    end
  end
  return true
end

-- The segments of an 'or': those of each branch in turn, for all that can drive it, so that they
-- have the same numbers in each call. All but the best are idle; of the branch that an earlier call
-- stopped in, all but the one that it stopped in. Each has a check: to satisfy its branch and none
-- before it.
function my.union_segments(node, resumed)
  local all, earlier = {}, {}
  for b, branch in ipairs(my.flat(node, 'or', {})) do
    local check = branch
    if b > 1 then
      check = { op = 'and', n = { branch, { op = 'not', n = { op = 'or', n = my.append({}, earlier) } } } }
    end
    earlier[b] = branch
    local first, best, fewest = #all + 1, nil, nil
    for _, driver in ipairs(my.drivers_of(branch)) do
      local segments = my.segments_of[driver.op](driver)
      local count = my.cardinality(driver)
      if resumed and resumed > #all and resumed <= #all + #segments then
        count = -1
      end
      if not fewest or count < fewest then
        best, fewest = driver, count
      end
      for _, segment in ipairs(segments) do
        segment.driver, segment.check = driver, check
        all[#all + 1] = segment
      end
    end
    for i = first, #all do
      all[i].idle = all[i].driver ~= best
    end
  end
  return all
end

-- The condition that is left for the ids that segments of a node give.
function my.rest_of_segments(node)
  if node.op == 'or' then
    return my.without(node)
  end
  -- A range of scores is wider than the criterion that it stands for.
  return node.op == 'score' and my.where or my.rest_of(node)
end

-- The position of the driver among the conjuncts; one that cannot be driven in parts is checked.
function my.part_driver()
  if my.plan.resume then
    return my.plan.resume.d, my.conjuncts[my.plan.resume.d] or my.EVERYTHING
  end
  local best, position_of_best, fewest = my.EVERYTHING, 0, my.everything
  for i, conjunct in ipairs(my.conjuncts) do
    local count = my.is_drivable(conjunct) and my.cardinality(conjunct)
    if count and count < fewest then
      best, position_of_best, fewest = conjunct, i, count
    end
  end
  return position_of_best, best
end

-- The cursor of a set is good only for the process that gave it. A user who may not ask which that
-- is has all of them alike.
function my.server()
  if not my.run_id then
    local info = redis.pcall('INFO', 'server')
    my.run_id = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or 'any'
  end
  return my.run_id
end

function my.cursor_of(resumed)
  local cursor, server = string.match(resumed.c or '', '^(%d+) (%w+)$')
  return server and server == my.server() and cursor or '0'
end

-- Visits the ids of a segment; returns mark and member of the place where the budget was spent.
function my.visit_segment(segment, resumed, visit)
  if segment.listed then
    visit(my.enumerate(segment.listed))
  elseif segment.set then
    local cursor = my.cursor_of(resumed)
    repeat
      local found = call('SSCAN', segment.key, cursor, 'COUNT', my.PAGE)
      cursor = found[1]
      visit(found[2])
      if my.spent() and cursor ~= '0' then
        return cursor .. ' ' .. my.server(), false
      end
    until cursor == '0'
  else
    local from = segment.from
    if resumed.m then
      from = math.max(from, my.member_rank(segment.key, resumed.score, ARGV[resumed.m], true))
    end
    while from < segment.to do
      local members = call('ZRANGE', segment.key, from, math.min(segment.to, from + my.PAGE) - 1)
      local last = members[#members]
      from = from + my.PAGE
      visit(my.ids_of(members, segment))
      if my.spent() and from < segment.to then
        return call('ZSCORE', segment.key, last), last
      end
    end
  end
  return nil
end

-- Visits ids that satisfy the condition until the budget is spent; returns what to resume from, or
-- false at the end.
function my.drive(visit)
  local number, node = my.part_driver()
  local rest = my.rest_of_segments(node)
  local resume = my.plan.resume or {}
  local segments
  if node.op == 'or' then
    segments = my.union_segments(node, resume.s)
  else
    segments = my.segments_of[node.op](node)
  end
  local begun = false
  for s = resume.s or 1, #segments do
    local segment = segments[s]
    if not segment.idle then
      if begun and my.spent() then
        return { 'part', number, s, '', false }
      end
      begun = true
      local mark, member = my.visit_segment(segment, s == resume.s and resume or {}, function(ids)
        local candidates = #ids
        if segment.check then
          ids = my.filter(segment.check, ids, my.plan.fields)
          my.examine(candidates - #ids)
        end
        visit(my.matching(rest, ids))
      end)
      if mark then
        return { 'part', number, s, mark, member }
      end
    end
  end
  return false
end
