-- What conditions and orders look at: their operands, and the fields, tokens and scores of records, each
-- read once in a call.
--
-- Work is counted as it is done (my.charge). The weights are those of the table in
-- docs/architecture.md, where 1 is what a candidate costs that comes from an index.

my.MOST_ARGUMENTS = 4000
my.READ_COST, my.TOKEN_COST, my.BYTES_OF_ONE = 4, 25, 200

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
local function owners_of(node, values)
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
  return owners_of(node, my.values_of(node))
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

-- Ids whose fields are too large to be read in this call, as a list and by id; only the scripts that can
-- leave some have it.
my.left = nil

-- Reads the fields of ids. Where they turn out to be so large that twice the budget is spent, the others
-- are left, all but the first one of the batch; returns those that were read.
function my.readable(ids, fields)
  local left = my.left
  if not left then
    return ids
  end
  local most, count = 2 * math.max(my.plan.budget, 1000), #ids
  for i = 1, count do
    local id = ids[i]
    if not my.rows[id] and (my.work > most and id ~= left.first or left.by_id[id]) then
      return my.keep(ids, function(other)
        if my.rows[other] then
          return true
        elseif not left.by_id[other] then
          left.by_id[other] = true
          left.ids[#left.ids + 1] = other
        end
        return false
      end)
    end
    my.row_of(id, fields)
  end
  return ids
end

-- Those of some ids that are not left.
function my.not_left(ids)
  local left = my.left
  return left and left.ids[1] and my.keep(ids, function(id)
    return not left.by_id[id]
  end) or ids
end

-- Forgets what was read of records, which may change from now on.
function my.forget()
  my.rows, my.memos, my.scores = {}, {}, {}
end

-- The memo of a record that has expired and is not swept yet.
local function memo_left_by(id)
  local values = my.remembered(id)
  return values and values['~'] or false
end

-- The tokens in a memo, by the prefix of their index. Positions in a memo count in the spec under
-- which the record was written.
my.specs = {}
local function tokens_in(memo)
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
    local memo = my.fields_of(id, { '~' })[1] or memo_left_by(id)
    tokens = memo and tokens_in(memo)
    my.memos[id] = tokens
    my.charge(my.TOKEN_COST)
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
local function member_of(node, id)
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
        members[i] = member_of(node, id)
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
