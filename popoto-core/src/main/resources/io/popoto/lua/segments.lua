-- Driving an index in parts: what one call's budget does not cover, later calls do.
--
-- An index condition is a list of segments: { key, set = true }, or { key, from, to } with ranks in a
-- sorted set. plan.resume is { d = conjunct (0 for the class index), s = segment, c = cursor of the
-- set, or m = member (a position in ARGV) and score of the last one seen }.

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

-- The position of the driver among the conjuncts; one that cannot be driven in parts is checked.
function my.part_driver()
  if my.plan.resume then
    return my.plan.resume.d, my.conjuncts[my.plan.resume.d] or my.EVERYTHING
  end
  local best, position_of_best, fewest = my.EVERYTHING, 0, my.everything
  for i, conjunct in ipairs(my.conjuncts) do
    local count = my.segments_of[conjunct.op] and my.cardinality(conjunct)
    if count and count < fewest then
      best, position_of_best, fewest = conjunct, i, count
    end
  end
  return position_of_best, best
end

-- Visits ids until the budget is spent; returns what to resume from, or false at the end.
function my.drive(visit)
  local number, node = my.part_driver()
  local segments = my.segments_of[node.op](node)
  local resume = my.plan.resume or {}
  for s = resume.s or 1, #segments do
    local segment = segments[s]
    local resumed = s == resume.s and resume or {}
    if segment.set then
      local cursor = resumed.c or '0'
      repeat
        local found = call('SSCAN', segment.key, cursor, 'COUNT', my.PAGE)
        cursor = found[1]
        visit(node, found[2])
        if my.spent() and cursor ~= '0' then
          return { 'part', number, s, cursor, false }
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
        visit(node, my.ids_of(members, segment))
        if my.spent() and from < segment.to then
          return { 'part', number, s, call('ZSCORE', segment.key, last), last }
        end
      end
    end
    if my.spent() and s < #segments then
      return { 'part', number, s + 1, '0', false }
    end
  end
  return false
end
