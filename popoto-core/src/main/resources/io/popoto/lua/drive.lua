-- Access paths: how many ids an index condition has, and those ids.

-- The token that a member begins with; none if it was written when the index had none.
local function token_in(member)
  local split = string.find(member, my.NULL, 1, true)
  return split and string.sub(member, 1, split - 1) or ''
end

-- The number of members of a zset that come before (score, token); with 'after', those up to it.
local function rank(key, bound, after)
  local score = bound.score
  my.charge(2)
  if not (bound.text or bound.token) then
    return call('ZCOUNT', key, '-inf', (after and '' or '(') .. score)
  end
  local low = call('ZCOUNT', key, '-inf', '(' .. score)
  local high = call('ZCOUNT', key, '-inf', score)
  local token = bound.text or ARGV[bound.token]
  while low < high do
    my.charge(2)
    local middle = math.floor((low + high) / 2)
    local member = call('ZRANGE', key, middle, middle)[1]
    local found = token_in(member)
    if my.before(found, token) or (after and found == token) then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

-- The number of members that come before (score, member); with 'through', those up to it.
function my.member_rank(key, score, member, through)
  local low = call('ZCOUNT', key, '-inf', '(' .. score)
  local high = call('ZCOUNT', key, '-inf', score)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local found = call('ZRANGE', key, middle, middle)[1]
    if my.before(found, member) or (through and found == member) then
      low = middle + 1
    else
      high = middle
    end
  end
  return low
end

-- The ranks [from, to) that a range node covers in one of its keys.
function my.span(node, key)
  local from = node.low and rank(key, node.low, node.low.open) or 0
  local to = node.high and rank(key, node.high, not node.high.open) or call('ZCARD', key)
  return from, math.max(from, to)
end

local function prefix_bounds(prefix)
  return '[' .. prefix, '(' .. prefix .. '\255'
end

-- The bounds of an interval for commands that know scores only; both are closed where a token
-- decides what lies inside.
local function score_bounds(interval)
  local function bound(one, none)
    return not one and none or (one.open and not one.text and '(' or '') .. one.score
  end
  return bound(interval.low, '-inf'), bound(interval.high, '+inf')
end

my.MOST_COUNTED = 1000

-- Whether so many intervals are counted one by one.
function my.are_counted(node)
  return #my.intervals_of(node) * #my.zset_keys(node) <= my.MOST_COUNTED
end

-- How many ids a node has at most, or nil when no index can enumerate it.
local function sum(nodes, of)
  local total = 0
  for _, node in ipairs(nodes) do
    local count = of(node)
    if not count then
      return nil
    end
    total = total + count
  end
  return total
end

my.cardinalities = {
  all = function()
    return call('ZCARD', KEYS[1])
  end,
  none = function()
    return 0
  end,
  id = function(node)
    return #my.values_of(node)
  end,
  idprefix = function(node)
    return call('ZLEXCOUNT', KEYS[1], prefix_bounds(ARGV[node.v]))
  end,
  unique = function(node)
    return #my.values_of(node)
  end,
  eq = function(node)
    my.charge_preparation(#my.set_keys(node))
    return sum(my.set_keys(node), function(key)
      return call('SCARD', key)
    end)
  end,
  ranges = function(node)
    local intervals = my.intervals_of(node)
    if not my.are_counted(node) then
      intervals = { { low = intervals[1].low, high = intervals[#intervals].high } }
    end
    return sum(my.zset_keys(node), function(key)
      return sum(intervals, function(interval)
        my.charge_preparation(1)
        return call('ZCOUNT', key, score_bounds(interval))
      end)
    end)
  end,
  range = function(node)
    return sum(my.zset_keys(node), function(key)
      local from, to = my.span(node, key)
      return to - from
    end)
  end,
  score = function(node)
    return sum(my.zset_keys(node), function(key)
      return sum(node.r, function(range)
        my.charge_preparation(1)
        return call('ZCOUNT', key, range[1], '(' .. range[2])
      end)
    end)
  end,
  ['or'] = function(node)
    return sum(node.n, my.cardinality)
  end,
}
my.cardinalities.null = my.cardinalities.eq
my.cardinalities.any = my.cardinalities.eq
my.known_counts = {}
my.cardinality = function(node)
  local of, known = my.cardinalities[node.op], my.known_counts[node]
  if of and known == nil then
    known = of(node) or false
    my.known_counts[node] = known
  end
  return known or nil
end
my.cardinalities['and'] = function(node)
  local least, best
  for _, part in ipairs(node.n) do
    local count = my.cardinality(part)
    if count and (not least or count < least) then
      least, best = count, part
    end
  end
  return least, best
end

-- Ids from members of a zset: what stands behind the token, if there is one.
function my.ids_of(members, node)
  if not node.i then
    return members
  end
  local ids = {}
  for i, member in ipairs(members) do
    ids[i] = string.sub(member, (string.find(member, my.NULL, 1, true) or 0) + 1)
  end
  return ids
end

function my.append(ids, more)
  for _, id in ipairs(more) do
    ids[#ids + 1] = id
  end
  return ids
end

-- What it costs to tell the ids of a node from the members that are read for it, for each.
function my.enumeration_price(node)
  if node.op == 'score' then
    return my.of_plugins('searches', node.fn) and 1 or 6
  elseif node.op == 'ranges' and node.i then
    return 4
  elseif node.op == 'or' then
    local price = 0
    for _, part in ipairs(node.n) do
      price = math.max(price, my.enumeration_price(part))
    end
    return price
  end
  return node.i and 0.5 or 0
end

-- What it costs to look into all that a node consists of, whatever is found there.
function my.cost_of_segments(node)
  if node.op == 'ranges' then
    return 3 * #my.intervals_of(node) * #my.zset_keys(node)
  elseif node.op == 'eq' or node.op == 'any' then
    return 2 * (#my.values_of(node) - 1)
  elseif node.op == 'or' then
    return sum(node.n, my.cost_of_segments)
  end
  return 0
end

-- Each id once.
function my.distinct(ids)
  local seen = {}
  return my.keep(ids, function(id)
    local is_new = not seen[id]
    seen[id] = true
    return is_new
  end)
end

my.enumerations = {
  all = function()
    return call('ZRANGE', KEYS[1], 0, -1)
  end,
  none = function()
    return {}
  end,
  id = function(node)
    local ids = my.values_of(node)
    local scores = my.bulk('ZMSCORE', KEYS[1], ids)
    return my.keep(ids, function(_, i)
      return scores[i]
    end)
  end,
  idprefix = function(node)
    local from, to = prefix_bounds(ARGV[node.v])
    return call('ZRANGEBYLEX', KEYS[1], from, to)
  end,
  unique = my.owners,
  eq = function(node)
    local ids = {}
    my.charge(2 * #my.set_keys(node))
    for i, key in ipairs(my.set_keys(node)) do
      local members = call('SMEMBERS', key)
      ids = i == 1 and members or my.append(ids, members)
    end
    return ids
  end,
  any = function(node)
    return my.distinct(my.enumerations.eq(node))
  end,
  ranges = function(node)
    local ids = {}
    for _, key in ipairs(my.zset_keys(node)) do
      for _, interval in ipairs(my.intervals_of(node)) do
        my.charge(2)
        local low, high = score_bounds(interval)
        if not node.i then
          my.append(ids, call('ZRANGEBYSCORE', key, low, high))
        else
          local found = call('ZRANGEBYSCORE', key, low, high, 'WITHSCORES')
          my.charge(2 * #found)
          for i = 1, #found, 2 do
            local score, token = tonumber(found[i + 1]), token_in(found[i])
            if
              (not interval.low or my.above(interval.low, score, token))
              and (not interval.high or my.below(interval.high, score, token))
            then
              ids[#ids + 1] = string.sub(found[i], #token + 2)
            end
          end
        end
      end
    end
    return ids
  end,
  range = function(node)
    local ids = {}
    for i, key in ipairs(my.zset_keys(node)) do
      local from, to = my.span(node, key)
      local members = to > from and call('ZRANGE', key, from, to - 1) or {}
      members = my.ids_of(members, node)
      ids = i == 1 and members or my.append(ids, members)
    end
    return ids
  end,
  score = function(node)
    local accepts = my.of_plugins('criteria', node.fn)(node.a)
    local search = my.of_plugins('searches', node.fn)
    local ids = {}
    for _, key in ipairs(my.zset_keys(node)) do
      local at_once = search and search(key, node.a)
      if at_once then
        ids = ids[1] and my.append(ids, at_once) or at_once
      else
        for _, range in ipairs(node.r) do
          local found = call('ZRANGEBYSCORE', key, range[1], '(' .. range[2], 'WITHSCORES')
          my.charge(3 * #found)
          for i = 1, #found, 2 do
            if accepts(tonumber(found[i + 1])) then
              ids[#ids + 1] = found[i]
            end
          end
        end
      end
    end
    return ids
  end,
  ['or'] = function(node)
    local ids = {}
    for _, part in ipairs(node.n) do
      my.append(ids, my.enumerate(part))
    end
    return my.distinct(ids)
  end,
}
my.enumerations.null = my.enumerations.eq
my.enumerations['and'] = function(node)
  local _, best = my.cardinalities['and'](node)
  return my.enumerate(best)
end
my.enumerate = function(node)
  return my.enumerations[node.op](node)
end
