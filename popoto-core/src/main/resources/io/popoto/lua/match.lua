-- Conditions: which of some ids satisfy a node. Index conditions are checked in bulk.
--
-- A node is a table with 'op'; operands that are texts are positions in ARGV. Several values are v,
-- a list of positions, or of many values b, the position of a MessagePack array of texts:
--   all, none
--   and, or (n = nodes), not (n = node)
--   id        values = ids                idprefix  v = prefix
--   eq        at, values; any of them, which are elements of a list for
--   any       at, values
--   null      at = key of the null set
--   unique    at, values
--   range     at, p = partitions (lists of texts) or absent, low, high = { score, open, token } or
--             absent, i = true if the members carry tokens
--   ranges    at, p, i, b = six texts for each interval: score, token and '1' if open, or '' for the
--             score, of the lower and of the upper bound; in order and apart
--   score     at, p, fn = a criterion of a plugin, a = its numbers, r = { { from, to }, … }
--   text      f = positions in fields, default, as, how = eq, null, prefix, suffix or contains,
--             values
-- An eq, any or unique with f is checked on the stored field; many = it holds a list (JSON).

-- The bounds of a node of several intervals: { low, high } of { score, open, token }, each or absent.
function my.intervals_of(node)
  if node.intervals then
    return node.intervals
  end
  local texts = cmsgpack.unpack(ARGV[node.b])
  local function bound(at)
    if texts[at] == '' then
      return nil
    end
    return { score = texts[at], number = tonumber(texts[at]), text = node.i and texts[at + 1], open = texts[at + 2] == '1' }
  end
  node.intervals = {}
  for i = 1, #texts, 6 do
    node.intervals[(i + 5) / 6] = { low = bound(i), high = bound(i + 3) }
  end
  my.charge_preparation(#texts * 0.5)
  return node.intervals
end

-- Whether a place lies in one of several intervals: the first that it does not lie above.
local function in_intervals(intervals, score, token)
  local from, to = 1, #intervals + 1
  while from < to do
    local middle = math.floor((from + to) / 2)
    local high = intervals[middle].high
    if not high or my.below(high, score, token) then
      to = middle
    else
      from = middle + 1
    end
  end
  local found = intervals[from]
  return found ~= nil and (not found.low or my.above(found.low, score, token))
end

my.DECIMAL_COST = 6 -- of a stored decimal that is compared

local function text_test(node)
  local as, how = node.as, node.how
  if how == 'null' then
    return function(value)
      return value == my.NULL
    end
  elseif how == 'eq' then
    local wanted = {}
    for _, text in ipairs(my.values_of(node)) do
      wanted[my.canonical(as, text)] = true
    end
    return function(value)
      return value ~= my.NULL and wanted[my.canonical(as, value)] == true
    end
  end
  local text = my.values_of(node)[1]
  return function(value)
    if value == my.NULL then
      return false
    elseif string.byte(value, 1) == 0 then
      value = string.sub(value, 2)
    end
    if how == 'prefix' then
      return string.sub(value, 1, #text) == text
    elseif how == 'suffix' then
      return #value >= #text and string.sub(value, #value - #text + 1) == text
    end
    return string.find(value, text, 1, true) ~= nil
  end
end

-- What the record has in the first of a field's names that is stored; its default if none is.
function my.stored(row, node)
  for _, position in ipairs(node.f) do
    if row[position] then
      return row[position]
    end
  end
  return node.default and ARGV[node.default] or my.NULL
end

function my.keep(ids, test)
  local kept, n = {}, 0
  for i, id in ipairs(ids) do
    if test(id, i) then
      n = n + 1
      kept[n] = id
    end
  end
  return kept
end

-- The ids whose stored field has one of the values of a node, by what index keys are named after.
local function with_stored(node, ids, fields)
  local wanted, as, many = my.wanted_by(node), node.as, node.many
  ids = my.readable(ids, fields)
  my.charge(#ids * (as == 'decimal' and my.DECIMAL_COST or 1))
  return my.keep(ids, function(id)
    local value = my.stored(my.row_of(id, fields), node)
    if value == my.NULL then
      return false
    elseif not many then
      return wanted[my.canonical(as, value)]
    end
    my.charge(#value / 20)
    local fine, elements = pcall(cjson.decode, value)
    for _, element in ipairs(fine and type(elements) == 'table' and elements or {}) do
      if wanted[element] then
        return true
      end
    end
    return false
  end)
end

my.filters = {
  all = function(_, ids)
    return ids
  end,
  none = function()
    return {}
  end,
  id = function(node, ids)
    local wanted = my.wanted_by(node)
    my.charge(#ids * 0.5)
    return my.keep(ids, function(id)
      return wanted[id]
    end)
  end,
  idprefix = function(node, ids)
    local prefix = ARGV[node.v]
    my.charge(#ids * 0.5)
    return my.keep(ids, function(id)
      return string.sub(id, 1, #prefix) == prefix
    end)
  end,
  unique = function(node, ids, fields)
    if node.f then
      return with_stored(node, ids, fields)
    end
    local owners = {}
    for _, id in ipairs(my.owners(node)) do
      owners[id] = true
    end
    my.charge(#ids * 0.5)
    return my.keep(ids, function(id)
      return owners[id]
    end)
  end,
  range = function(node, ids)
    local scores = my.scores_of(node, ids)
    my.charge(#ids * 0.5)
    return my.keep(ids, function(id, i)
      local score = scores[i]
      if not score then
        return false
      end
      local token = node.i and my.token_of(id, node.at)
      return (not node.low or my.above(node.low, score, token))
        and (not node.high or my.below(node.high, score, token))
    end)
  end,
  ranges = function(node, ids)
    local scores, intervals = my.scores_of(node, ids), my.intervals_of(node)
    my.charge(#ids * 3)
    return my.keep(ids, function(id, i)
      local score = scores[i]
      return score and in_intervals(intervals, score, node.i and my.token_of(id, node.at))
    end)
  end,
  score = function(node, ids)
    local accepts = my.of_plugins('criteria', node.fn)(node.a)
    local scores = my.scores_of(node, ids)
    my.charge(#ids * 4)
    return my.keep(ids, function(_, i)
      return scores[i] and accepts(scores[i])
    end)
  end,
  text = function(node, ids, fields)
    node.test = node.test or text_test(node)
    local test = node.test
    ids = my.readable(ids, fields)
    my.charge(#ids * (node.as == 'decimal' and my.DECIMAL_COST or 1))
    return my.keep(ids, function(id)
      return test(my.stored(my.row_of(id, fields), node))
    end)
  end,
  ['and'] = function(node, ids, fields)
    for _, part in ipairs(node.n) do
      if not ids[1] then
        break
      end
      ids = my.filter(part, ids, fields)
    end
    return ids
  end,
  ['or'] = function(node, ids, fields)
    local hit, rest = {}, ids
    for _, part in ipairs(node.n) do
      if not rest[1] then
        break
      end
      local some = my.filter(part, rest, fields)
      my.charge(#rest * 0.5 + 1)
      if some[1] then
        for _, id in ipairs(some) do
          hit[id] = true
        end
        rest = my.keep(rest, function(id)
          return not hit[id]
        end)
      end
    end
    return my.keep(ids, function(id)
      return hit[id]
    end)
  end,
  ['not'] = function(node, ids, fields)
    my.charge(#ids * 0.5)
    local hit = {}
    for _, id in ipairs(my.filter(node.n, ids, fields)) do
      hit[id] = true
    end
    return my.keep(ids, function(id)
      return not hit[id]
    end)
  end,
}

local function in_sets(node, ids, fields)
  if node.f then
    return with_stored(node, ids, fields)
  end
  local keys = my.set_keys(node)
  if not keys[2] and keys[1] then
    local member, kept, n = my.bulk('SMISMEMBER', keys[1], ids), {}, 0
    for i = 1, #ids do
      if member[i] == 1 then
        n = n + 1
        kept[n] = ids[i]
      end
    end
    my.charge(#ids + 1)
    return kept
  end
  local hit, rest = {}, ids
  for _, key in ipairs(keys) do
    if not rest[1] then
      break
    end
    my.charge(#rest + 1)
    local member = my.bulk('SMISMEMBER', key, rest)
    local others = {}
    for i, id in ipairs(rest) do
      if member[i] == 1 then
        hit[id] = true
      else
        others[#others + 1] = id
      end
    end
    rest = others
  end
  return my.keep(ids, function(id)
    return hit[id]
  end)
end
my.filters.eq = in_sets
my.filters.any = in_sets
my.filters.null = in_sets

-- The ids that satisfy a node, in their order.
my.filter = function(node, ids, fields)
  if not ids[1] then
    return ids
  end
  return my.filters[node.op](node, ids, fields)
end

-- What a candidate costs at most, by kind of node; fields and memos that are read come on top, once.
my.prices = {
  all = 0,
  none = 0,
  id = 0.5,
  idprefix = 0.5,
  unique = 1,
  null = 1,
  text = 1,
}
function my.price(node)
  local price = my.prices[node.op]
  if price then
    return node.as == 'decimal' and my.DECIMAL_COST or price
  elseif node.op == 'not' then
    return 0.5 + my.price(node.n)
  elseif node.op == 'and' or node.op == 'or' then
    price = 0
    for _, part in ipairs(node.n) do
      price = price + 0.5 + my.price(part)
    end
    return price
  elseif node.op == 'eq' or node.op == 'any' then
    return node.f and 2 or node.b and 9 or #node.v
  end
  -- A zset condition: its score in each partition, and the token.
  return (node.op == 'range' and 1 or 4) + #(node.p or { 1 }) + (node.i and my.TOKEN_COST or 0)
end
