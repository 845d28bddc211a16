-- Conditions: which of some ids satisfy a node. Index conditions are checked in bulk.
--
-- A node is a table with 'op'; operands that are texts are positions in ARGV:
--   all, none
--   and, or (n = nodes), not (n = node)
--   id        v = ids                     idprefix  v = prefix
--   eq        at, v = lists of texts; any of them
--   null      at = key of the null set
--   unique    at, v = lists of texts
--   range     at, p = partitions (lists of texts) or absent, low, high = { score, open, token } or
--             absent, i = true if the members carry tokens
--   score     at, p, fn = a criterion of a plugin, a = its numbers, r = { { from, to }, … }
--   text      f = positions in fields, default, as, how = eq, null, prefix, suffix or contains, v

my.MOST_ARGUMENTS = 4000

-- The function of a plugin, by name: one of 'criteria', which takes numbers and returns a function
-- from a score to a boolean or a number, or one of 'searches', which takes a key and numbers and
-- returns ids, or nil if it cannot tell.
function my.of_plugins(kind, name)
  if not my.criteria then
    my.criteria, my.searches = {}, {}
    my.plugins(my.criteria, my.searches)
  end
  return my[kind][name]
end

-- Whether text a comes before b by its bytes; < would follow the server's locale.
function my.before(a, b)
  if a == b then
    return false
  end
  local shorter = math.min(#a, #b)
  for i = 1, shorter do
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

-- The keys of a zset condition: one for each partition asked for.
function my.zset_keys(node)
  if not node.p then
    return { my.index_key(node.at) }
  end
  local keys = {}
  for i, partition in ipairs(node.p) do
    keys[i] = my.index_key(node.at, my.join_texts(my.texts_at(partition)))
  end
  return keys
end

function my.set_keys(node)
  if node.op == 'null' then
    return { my.base .. node.at }
  end
  local keys = {}
  for i, value in ipairs(node.v) do
    keys[i] = my.index_key(node.at, my.join_texts(my.texts_at(value)))
  end
  return keys
end

function my.owners(node)
  local names = {}
  for i, value in ipairs(node.v) do
    names[i] = my.join_texts(my.texts_at(value))
  end
  local ids = {}
  for _, id in ipairs(my.bulk('HMGET', my.index_key(node.at), names)) do
    if id then
      ids[#ids + 1] = id
    end
  end
  return ids
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
  end
  return row
end

-- The memo of a record that has expired and is not swept yet.
function my.memo_left_by(id)
  local values = my.remembered(id)
  return values and values['~'] or false
end

my.memos = {}
-- The token that a record's member carries in the index at a prefix. Positions of tokens in a memo
-- count in the spec under which the record was written.
function my.token_of(id, at)
  local memo = my.memos[id]
  if memo == nil then
    memo = my.fields_of(id, { '~' })[1] or my.memo_left_by(id)
    my.memos[id] = memo
  end
  if not memo then
    return nil
  end
  local its_spec = my.spec_of(memo, my.spec)
  for i, index in ipairs(its_spec.indexes) do
    if index.at == at then
      return my.tokens_of(memo, its_spec)[i]
    end
  end
  return nil
end

-- Whether (score, token) lies on the inner side of a bound.
function my.above(bound, score, token)
  local limit = tonumber(bound.score)
  if score ~= limit then
    return score > limit
  end
  if bound.token then
    local text = ARGV[bound.token]
    if token == text then
      return not bound.open
    end
    return my.before(text, token)
  end
  return not bound.open
end

function my.below(bound, score, token)
  local limit = tonumber(bound.score)
  if score ~= limit then
    return score < limit
  end
  if bound.token then
    local text = ARGV[bound.token]
    if token == text then
      return not bound.open
    end
    return my.before(token, text)
  end
  return not bound.open
end

-- Scores of ids in a zset condition, false where an id is in none of its keys.
function my.scores_of(node, ids)
  local members = ids
  if node.i then
    members = {}
    for i, id in ipairs(ids) do
      members[i] = (my.token_of(id, node.at) or '') .. my.NULL .. id
    end
  end
  local scores
  for _, key in ipairs(my.zset_keys(node)) do
    local found = my.bulk('ZMSCORE', key, members)
    if not scores then
      scores = found
    else
      for i, score in ipairs(found) do
        scores[i] = scores[i] or score
      end
    end
  end
  return scores or {}
end

function my.text_test(node)
  local texts, as, how = my.texts_at(node.v or {}), node.as, node.how
  if how == 'null' then
    return function(value)
      return value == my.NULL
    end
  elseif how == 'eq' then
    local wanted = {}
    for _, text in ipairs(texts) do
      wanted[my.canonical(as, text)] = true
    end
    return function(value)
      return value ~= my.NULL and wanted[my.canonical(as, value)] == true
    end
  end
  local text = texts[1]
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
  local kept = {}
  for i, id in ipairs(ids) do
    if test(id, i) then
      kept[#kept + 1] = id
    end
  end
  return kept
end

my.filters = {
  all = function(_, ids)
    return ids
  end,
  none = function()
    return {}
  end,
  id = function(node, ids)
    local wanted = {}
    for _, position in ipairs(node.v) do
      wanted[ARGV[position]] = true
    end
    return my.keep(ids, function(id)
      return wanted[id]
    end)
  end,
  idprefix = function(node, ids)
    local prefix = ARGV[node.v]
    return my.keep(ids, function(id)
      return string.sub(id, 1, #prefix) == prefix
    end)
  end,
  unique = function(node, ids)
    local wanted = {}
    for _, id in ipairs(my.owners(node)) do
      wanted[id] = true
    end
    return my.keep(ids, function(id)
      return wanted[id]
    end)
  end,
  range = function(node, ids)
    local scores = my.scores_of(node, ids)
    return my.keep(ids, function(id, i)
      local score = tonumber(scores[i] or nil)
      if not score then
        return false
      end
      local token = node.i and my.token_of(id, node.at)
      return (not node.low or my.above(node.low, score, token))
        and (not node.high or my.below(node.high, score, token))
    end)
  end,
  score = function(node, ids)
    local accepts = my.of_plugins('criteria', node.fn)(node.a)
    local scores = my.scores_of(node, ids)
    return my.keep(ids, function(_, i)
      return scores[i] and accepts(tonumber(scores[i]))
    end)
  end,
  text = function(node, ids, fields)
    local test = my.text_test(node)
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
      for _, id in ipairs(my.filter(part, rest, fields)) do
        hit[id] = true
      end
      rest = my.keep(rest, function(id)
        return not hit[id]
      end)
    end
    return my.keep(ids, function(id)
      return hit[id]
    end)
  end,
  ['not'] = function(node, ids, fields)
    local hit = {}
    for _, id in ipairs(my.filter(node.n, ids, fields)) do
      hit[id] = true
    end
    return my.keep(ids, function(id)
      return not hit[id]
    end)
  end,
}

function my.in_sets(node, ids)
  local keys = my.set_keys(node)
  if not keys[2] and keys[1] then
    local member, kept, n = my.bulk('SMISMEMBER', keys[1], ids), {}, 0
    for i = 1, #ids do
      if member[i] == 1 then
        n = n + 1
        kept[n] = ids[i]
      end
    end
    return kept
  end
  local hit, rest = {}, ids
  for _, key in ipairs(keys) do
    if not rest[1] then
      break
    end
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
my.filters.null = my.in_sets

-- The ids that satisfy a node, in their order.
my.filter = function(node, ids, fields)
  if not ids[1] then
    return ids
  end
  return my.filters[node.op](node, ids, fields)
end
