-- Driving an index in parts: what one call's budget does not cover, later calls do.
--
-- An index condition is a number of segments and a function that makes the n-th:
-- { key, set = true }, { key, from, to } with ranks in a sorted set, { key, within = interval } of
-- which the ranks are looked up when it is its turn, or { ids } or { owners of some values }.
-- plan.resume is { d = conjunct (0 for the class index), s = segment, c = place in a set, or
-- m = member (a position in ARGV) and score of the last one seen, l = ids that were left (positions) }.

my.PAGE = 250

local function list(segments)
  return #segments, function(s)
    return segments[s]
  end
end

my.segments_of = {
  all = function()
    return list({ { key = KEYS[1], from = 0, to = my.everything } })
  end,
  none = function()
    return list({})
  end,
  idprefix = function(node)
    local from = call('ZLEXCOUNT', KEYS[1], '-', '(' .. ARGV[node.v])
    return list({ { key = KEYS[1], from = from, to = from + my.cardinality(node) } })
  end,
  null = function(node)
    return list({ { key = my.set_keys(node)[1], set = true } })
  end,
  eq = function(node)
    local values = my.values_of(node)
    return #values, function(s)
      return { key = my.index_key(node.at, values[s]), set = true }
    end
  end,
  range = function(node)
    local segments = {}
    for i, key in ipairs(my.zset_keys(node)) do
      segments[i] = { key = key, within = node, i = node.i }
    end
    return list(segments)
  end,
  ranges = function(node)
    local keys, intervals = my.zset_keys(node), my.intervals_of(node)
    return #keys * #intervals, function(s)
      local interval = (s - 1) % #intervals + 1
      return { key = keys[(s - interval) / #intervals + 1], within = intervals[interval], i = node.i }
    end
  end,
  score = function(node)
    local segments = {}
    for _, key in ipairs(my.zset_keys(node)) do
      for _, range in ipairs(node.r) do
        local within = { low = { score = range[1] }, high = { score = range[2], open = true } }
        segments[#segments + 1] = { key = key, within = within }
      end
    end
    return list(segments)
  end,
}
my.segments_of.any = my.segments_of.eq

-- A node of listed values, so many values at a time.
function my.listed(node)
  local values = my.values_of(node)
  return math.ceil(#values / my.PAGE), function(s)
    local some = {}
    for i = (s - 1) * my.PAGE + 1, math.min(s * my.PAGE, #values) do
      some[#some + 1] = values[i]
    end
    return { listed = { op = node.op, at = node.at, values = some } }
  end
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

my.MOST_TOLD_APART = 8

-- The segments of an 'or': those of each branch in turn, for all that can drive it, so that they
-- have the same numbers in each call. Of each branch the best drives, or the one that an earlier
-- call stopped in. What it gives has to satisfy its branch and, of a few branches, none before it;
-- of many, the same record may come several times, of which the caller drops all but one.
function my.union_segments(node, resumed)
  local groups, earlier, first = {}, {}, 1
  local branches = my.flat(node, 'or', {})
  for b, branch in ipairs(branches) do
    local check = branch
    if b > 1 and #branches <= my.MOST_TOLD_APART then
      check = { op = 'and', n = { branch, { op = 'not', n = { op = 'or', n = my.append({}, earlier) } } } }
    end
    earlier[b] = branch
    local best, fewest
    for _, driver in ipairs(my.drivers_of(branch)) do
      local count, at = my.segments_of[driver.op](driver)
      local group = { first = first, last = first + count - 1, at = at, check = check, idle = true }
      groups[#groups + 1] = group
      first = first + count
      if not resumed or resumed <= group.last then
        local number = resumed and resumed >= group.first and -1 or my.cardinality(driver)
        if not fewest or number < fewest then
          best, fewest = group, number
        end
      end
    end
    if best then
      best.idle = false
    end
  end
  return groups
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

-- How many candidates to look at next: as many as the rest of the budget is for, by what those
-- before have cost. Nobody knows how large fields are before they are read.
function my.batch()
  local left = math.max(my.allowance() - my.work, 1000)
  local most = my.reads_fields and my.looked_at == 0 and 50 or my.PAGE
  return math.max(1, math.min(most, math.floor(left / my.cost_of_one())))
end

my.looked_at, my.cost_of_looking = 0, 0
function my.cost_of_one()
  if my.looked_at == 0 then
    return 1 + my.price(my.where) + (my.reads_fields and my.READ_COST or 0)
  end
  return math.max(1, my.cost_of_looking / my.looked_at)
end

-- A place in a set: the cursor, which part of its page of how many, and COUNT and the next cursor,
-- by which it is seen whether the page is still the same.
function my.place_of(resumed)
  local cursor, server, part, parts, count, next_cursor =
    string.match(resumed.c or '', '^(%d+) (%w+) (%d+) (%d+) (%d+) (%d+)$')
  if server and server == my.server() then
    return cursor, tonumber(part), tonumber(parts), tonumber(count), next_cursor
  end
  return '0', 0, 1, nil, nil
end

-- The ids that one of so many parts of a page has, whatever their order.
function my.part_of(ids, part, parts)
  if parts == 1 then
    return ids
  end
  return my.keep(ids, function(id)
    local hash = 0
    for i = math.max(1, #id - 15), #id do
      hash = (hash * 31 + string.byte(id, i)) % 65521
    end
    return hash % parts == part
  end)
end

-- Visits a set; a small one comes as one page, of which no more than a part may fit the budget.
function my.visit_set(segment, resumed, visit)
  local cursor, part, parts, count, expected = my.place_of(resumed)
  repeat
    count = count or my.batch()
    local found = call('SSCAN', segment.key, cursor, 'COUNT', count)
    my.charge(2)
    local next_cursor, ids = found[1], found[2]
    if expected and expected ~= next_cursor then
      part = 0
    end
    if parts == 1 and #ids > 2 * my.batch() then
      parts = math.ceil(#ids / my.batch())
    end
    while part < parts do
      visit(my.part_of(ids, part, parts))
      part = part + 1
      if part < parts and my.spent() then
        return table.concat({ cursor, my.server(), part, parts, count, next_cursor }, ' '), false
      end
    end
    cursor, part, parts, count, expected = next_cursor, 0, 1, nil, nil
    if my.spent() and cursor ~= '0' then
      return table.concat({ cursor, my.server(), 0, 1, my.batch(), 0 }, ' '), false
    end
  until cursor == '0'
  return nil
end

-- Visits the ids of a segment; returns mark and member of the place where the budget was spent.
function my.visit_segment(segment, resumed, visit)
  if segment.listed then
    my.charge(#segment.listed.values)
    visit(my.enumerate(segment.listed))
  elseif segment.set then
    return my.visit_set(segment, resumed, visit)
  else
    local from, to = segment.from, segment.to
    if segment.within then
      from, to = my.span(segment.within, segment.key)
    end
    if resumed.m then
      from = math.max(from, my.member_rank(segment.key, resumed.score, ARGV[resumed.m], true))
    end
    while from < to do
      local members = call('ZRANGE', segment.key, from, math.min(to, from + my.batch()) - 1)
      my.charge(2)
      local last = members[#members]
      from = from + #members
      visit(my.ids_of(members, segment))
      if my.spent() and from < to or not last then
        return last and call('ZSCORE', segment.key, last), last
      end
    end
  end
  return nil
end

-- Visits ids that satisfy the condition until the budget is spent; returns what to resume from, or
-- false at the end. The ids of small segments are looked at together.
function my.drive(visit)
  local number, node = my.part_driver()
  local rest = my.rest_of_segments(node)
  local resume = my.plan.resume or {}
  local groups
  if node.op == 'or' then
    groups = my.union_segments(node, resume.s)
  else
    local count, at = my.segments_of[node.op](node)
    groups = { { first = 1, last = count, at = at } }
  end
  local check, waiting
  local function look_at(ids)
    local before, candidates = my.work, #ids
    my.left.first = ids[1]
    if check then
      ids = my.filter(check, ids, my.plan.fields)
      my.examine(candidates - #ids)
    end
    ids = my.matching(rest, ids)
    my.looked_at = my.looked_at + candidates
    visit(ids)
    my.cost_of_looking = my.cost_of_looking + my.work - before
  end
  local function look_at_waiting()
    if waiting then
      local ids = waiting
      waiting = nil
      look_at(ids)
    end
  end
  local function gather(ids)
    if #ids >= my.batch() then
      look_at_waiting()
      look_at(ids)
    elseif ids[1] then
      waiting = waiting and my.append(waiting, ids) or ids
      if #waiting >= my.batch() then
        look_at_waiting()
      end
    end
  end
  local function stopped(s, mark, member)
    return { 'part', number, s, mark, member, my.left.ids }
  end
  local begun = false
  if resume.l then
    local all = rest
    rest = my.where
    look_at(my.texts_at(resume.l))
    rest, begun = all, true
    if my.spent() then
      return stopped(resume.s, resume.m and resume.score or resume.c, resume.m and ARGV[resume.m] or false)
    end
  end
  for _, group in ipairs(groups) do
    look_at_waiting()
    check = group.check
    for s = math.max(group.first, resume.s or 1), group.idle and 0 or group.last do
      if begun and my.spent() then
        look_at_waiting()
        return stopped(s, '', false)
      end
      begun = true
      local mark, member = my.visit_segment(group.at(s - group.first + 1), s == resume.s and resume or {}, gather)
      if mark then
        look_at_waiting()
        return stopped(s, mark, member)
      end
    end
  end
  look_at_waiting()
  return my.left.ids[1] and stopped(groups[#groups].last + 1, '', false)
end
