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
--
-- Work is counted as it is done (my.charge). The weights are those of the table in
-- docs/architecture.md, where 1 is what a candidate costs that comes from an index.

my.MOST_ARGUMENTS = 4000
my.READ_COST, my.BYTES_OF_ONE = 4, 2000

my.work, my.preparation = 0, 0
function my.charge(work)
  my.work = my.work + work
end

-- The same for what each call does before it gets on, however often it is done.
function my.charge_preparation(work)
  my.work, my.preparation = my.work + work, my.preparation + work
end

-- The function of a plugin, by name: one of 'criteria', which takes numbers and returns a function
-- from a score to a boolean or a number; one of 'searches', which takes a key and numbers and returns
-- ids, or nil if it cannot tell; or one of 'bounds', which takes numbers and returns the first score,
-- how many there are (a power of 4), and a function from the first score of a quarter of a quarter…
-- and its size to the least and the greatest number that the function in 'criteria' has for it.
function my.of_plugins(kind, name)
  if not my.criteria then
    my.criteria, my.searches, my.bounds = {}, {}, {}
    my.plugins(my.criteria, my.searches, my.bounds)
  end
  return my[kind][name]
end

-- Whether text a comes before b by its bytes; < would follow the server's locale.
function my.before(a, b)
  if a == b then
    return false
  end
  local shorter, from, chunk = math.min(#a, #b), 1, 64
  -- Long texts that begin alike: the chunks that are equal are passed over.
  while chunk >= 64 and from + chunk <= shorter do
    if string.sub(a, from, from + chunk - 1) == string.sub(b, from, from + chunk - 1) then
      from, chunk = from + chunk, math.min(2 * chunk, 65536)
    else
      chunk = chunk / 2
    end
  end
  for i = from, shorter do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then
      return x < y
    end
  end
  return #a < #b
end

function my.texts_at(positions)
  local texts = {}
  for i, position in ipairs(positions) do
    texts[i] = ARGV[position]
  end
  return texts
end

-- The values of a node, read once.
function my.values_of(node)
  if not node.values then
    node.values = node.b and cmsgpack.unpack(ARGV[node.b]) or my.texts_at(node.v or {})
    my.charge_preparation(#node.values * 0.7)
  end
  return node.values
end

-- The values of a node as the keys of a table.
function my.wanted_by(node)
  if not node.wanted then
    node.wanted = {}
    for _, value in ipairs(my.values_of(node)) do
      node.wanted[value] = true
    end
  end
  return node.wanted
end

-- The keys of a zset condition: one for each partition asked for.
function my.zset_keys(node)
  if node.keys then
    return node.keys
  end
  node.keys = {}
  if not node.p then
    node.keys[1] = my.index_key(node.at)
  else
    for i, partition in ipairs(node.p) do
      node.keys[i] = my.index_key(node.at, my.join_texts(my.texts_at(partition)))
    end
  end
  return node.keys
end

function my.set_keys(node)
  if node.keys then
    return node.keys
  end
  node.keys = {}
  if node.op == 'null' then
    node.keys[1] = my.base .. node.at
  else
    for i, value in ipairs(my.values_of(node)) do
      node.keys[i] = my.index_key(node.at, value)
    end
  end
  return node.keys
end

-- Ids that have some of the values of a unique index.
function my.owners_of(node, values)
  my.charge(#values)
  local ids = {}
  for _, id in ipairs(my.bulk('HMGET', my.index_key(node.at), values)) do
    if id then
      ids[#ids + 1] = id
    end
  end
  return ids
end

function my.owners(node)
  return my.owners_of(node, my.values_of(node))
end

-- Calls a bulk command for a long list of members, a part at a time; for none, not at all.
function my.bulk(command, key, members)
  if not members[1] then
    return {}
  elseif #members <= my.MOST_ARGUMENTS then
    return call(command, key, unpack(members))
  end
  local all = {}
  for from = 1, #members, my.MOST_ARGUMENTS do
    local to = math.min(from + my.MOST_ARGUMENTS - 1, #members)
    for _, value in ipairs(call(command, key, unpack(members, from, to))) do
      all[#all + 1] = value
    end
  end
  return all
end

-- Stored fields that conditions look at, read once per record and kept for the rest of the call.
my.rows = {}
function my.row_of(id, fields)
  local row = my.rows[id]
  if not row then
    row = my.fields_of(id, fields)
    my.rows[id] = row
    local bytes = 0
    for i = 1, #fields do
      bytes = bytes + (row[i] and #row[i] or 0)
    end
    my.work = my.work + my.READ_COST + bytes / my.BYTES_OF_ONE
  end
  return row
end

-- Forgets what was read of records, which may change from now on.
function my.forget()
  my.rows, my.memos, my.scores = {}, {}, {}
end

-- The memo of a record that has expired and is not swept yet.
function my.memo_left_by(id)
  local values = my.remembered(id)
  return values and values['~'] or false
end

-- The tokens in a memo, by the prefix of their index. Positions in a memo count in the spec under
-- which the record was written.
my.specs = {}
function my.tokens_in(memo)
  local id = string.sub(memo, 1, 6)
  local its_spec = my.specs[id] or my.spec_of(memo, my.spec)
  my.specs[id] = its_spec
  local tokens, by_index = my.tokens_of(memo, its_spec), {}
  for i, index in ipairs(its_spec.indexes) do
    if tokens[i] then
      by_index[index.at] = tokens[i]
    end
  end
  return by_index
end

my.memos = {}
-- The token that a record's member carries in the index at a prefix.
function my.token_of(id, at)
  local tokens = my.memos[id]
  if tokens == nil then
    local memo = my.fields_of(id, { '~' })[1] or my.memo_left_by(id)
    tokens = memo and my.tokens_in(memo)
    my.memos[id] = tokens
    my.charge(my.READ_COST + 2)
  end
  return tokens and tokens[at] or nil
end

-- Whether (score, token) lies on the inner side of a bound.
function my.above(bound, score, token)
  local limit = bound.number or tonumber(bound.score)
  if score ~= limit then
    return score > limit
  end
  local text = bound.text or bound.token and ARGV[bound.token]
  if text and token ~= text then
    return my.before(text, token or '')
  end
  return not bound.open
end

function my.below(bound, score, token)
  local limit = bound.number or tonumber(bound.score)
  if score ~= limit then
    return score < limit
  end
  local text = bound.text or bound.token and ARGV[bound.token]
  if text and token ~= text then
    return my.before(token or '', text)
  end
  return not bound.open
end

-- The member of an id in a zset condition.
function my.member_of(node, id)
  if node.i then
    return (my.token_of(id, node.at) or '') .. my.NULL .. id
  end
  return id
end

my.scores = {}
-- Scores of ids in a zset condition, false where an id is in none of its keys. What one node of an
-- index and partition has asked, others of the same need not.
function my.scores_of(node, ids)
  local keys = my.zset_keys(node)
  local shared = node.at .. my.NULL .. table.concat(keys, my.NULL)
  local known = my.scores[shared]
  if not known then
    known = {}
    my.scores[shared] = known
  end
  local open, scores = {}, {}
  for _, id in ipairs(ids) do
    if known[id] == nil then
      open[#open + 1] = id
    end
  end
  for _, key in ipairs(keys) do
    if not open[1] then
      break
    end
    local members, rest = open, {}
    if node.i then
      members = {}
      for i, id in ipairs(open) do
        members[i] = my.member_of(node, id)
      end
    end
    my.charge(#open + 2)
    for i, score in ipairs(my.bulk('ZMSCORE', key, members)) do
      known[open[i]] = tonumber(score or nil) or false
      if not score then
        rest[#rest + 1] = open[i]
      end
    end
    open = rest
  end
  for i, id in ipairs(ids) do
    scores[i] = known[id]
  end
  return scores
end

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
function my.in_intervals(intervals, score, token)
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

function my.text_test(node)
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
function my.with_stored(node, ids, fields)
  local wanted, as, many = my.wanted_by(node), node.as, node.many
  my.charge(#ids)
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
      return my.with_stored(node, ids, fields)
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
      return score and my.in_intervals(intervals, score, node.i and my.token_of(id, node.at))
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
    node.test = node.test or my.text_test(node)
    local test = node.test
    my.charge(#ids)
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

function my.in_sets(node, ids, fields)
  if node.f then
    return my.with_stored(node, ids, fields)
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
my.filters.eq = my.in_sets
my.filters.any = my.in_sets
my.filters.null = my.in_sets

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
    return price
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
  return (node.op == 'range' and 1 or 4) + #(node.p or { 1 }) + (node.i and 6 or 0)
end
