-- Answers a query: picks the driving index, checks the other conditions, orders, pages, returns rows.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   plan (JSON): where = node (see match.lua), fields = residual fields of the conditions,
--           order = terms (see order.lua), limit, offset, returns = fields of a row,
--           mode = rows, ids, count or group, budget = work of one call, rows = how many rows the
--           reply may have, if not any number; of other records it has the ids,
--           after = position in the order behind which to begin (see order.lua),
--           parts = whether the caller puts the answer together in any case,
--           resume = where an earlier call stopped (see segments.lua)
-- ARGV[2]   index spec (JSON), or '' when the plan needs no tokens
-- ARGV[3…]  texts that the plan refers to by position
--
-- Reply: { row …, id …, { examined, driver, candidates, backlog, skipped, stop, rows, counts, work,
-- cut } }. A row is { value …, id } in MessagePack, which is less to write and to parse than a list,
-- or a list where the values are large; instead of rows there is the count, or { text, count } of each
-- group, in parts { text, { id … } }. stop is false, or where to go on: { 'after', score, member } in
-- the order of the query, { 'after', false, id } among its nulls, or { 'part', … } for resume. rows is
-- how many of the elements are rows; counts has the cardinality of each condition of the 'and', -1
-- where no index knows it. cut is 1 where further rows are too large for this reply: those that are
-- there are the first ones in order.
--
-- Work is counted, not timed: a candidate costs 1, what is asked about it as lookups.lua says, a
-- returned row 10.

my.plan = cjson.decode(ARGV[1])
my.spec = ARGV[2] ~= '' and cjson.decode(ARGV[2]) or { id = '', indexes = {} }
my.where = my.plan.where
my.wanted = my.plan.limit and my.plan.limit + (my.plan.offset or 0)
my.backlog = call('EXISTS', my.expiry_key) == 1 and my.expired_count() or 0
my.examined, my.skipped = 0, 0
my.reads_fields = my.plan.fields ~= nil
my.ROW_COST, my.FIELD_COST, my.MOST_BYTES, my.LARGE = 10, 4, 1048576, 65536
my.GROUP_COST, my.NEW_GROUP_COST = 7, 3

-- Leaves out what has expired but is not swept yet.
local function living(ids)
  if my.backlog == 0 or not ids[1] then
    return ids
  end
  local times = my.bulk('ZMSCORE', my.expiry_key, ids)
  return my.keep(ids, function(_, i)
    return not times[i] or tonumber(times[i]) >= my.now()
  end)
end

function my.examine(candidates)
  my.examined = my.examined + candidates
  my.work = my.work + candidates
end

my.left = { ids = {}, by_id = {} }

-- The ids that satisfy a node, without those that are left for another call.
function my.matching(node, ids)
  my.examine(#ids)
  if my.left then
    my.left.first = ids[1]
  end
  return living(my.not_left(my.filter(node, ids, my.plan.fields)))
end

-- The same for a batch that is walked along in order: what comes behind the first that is left waits
-- for another call. Returns also how many of the batch were looked at.
function my.matching_in_order(node, ids)
  local matches, left = my.matching(node, ids), my.left
  if not left.ids[1] then
    return matches, #ids
  end
  local count, before = 0, {}
  while count < #ids and not left.by_id[ids[count + 1]] do
    count = count + 1
    before[ids[count]] = true
  end
  my.left = { ids = {}, by_id = {} }
  return my.keep(matches, function(id)
    return before[id]
  end), count
end

-- The condition that is left once the driving index has done its part.
function my.without(part)
  if part == my.where then
    return { op = 'all' }
  end
  local rest = {}
  for _, other in ipairs(my.where.n) do
    if other ~= part then
      rest[#rest + 1] = other
    end
  end
  return { op = 'and', n = rest }
end

my.EVERYTHING = { op = 'all' }
my.conjuncts = my.where.op == 'and' and my.where.n or { my.where }
my.least, my.driver, my.counts = nil, nil, {}
-- Where to go on is known: nothing has to be chosen.
for i, part in ipairs(my.plan.resume and {} or my.conjuncts) do
  local count = my.cardinality(part)
  my.counts[i] = count or -1
  if count and (not my.least or count < my.least) then
    my.least, my.driver = count, part
  end
end
my.everything = call('ZCARD', KEYS[1])
my.unindexed = not my.driver
if my.unindexed then
  my.least, my.driver = my.everything, my.EVERYTHING
end

-- Whether a node's ids are exactly those that satisfy it: of an 'and', one part is enumerated.
function my.exact(node)
  if node.op == 'or' then
    for _, part in ipairs(node.n) do
      if not my.exact(part) then
        return false
      end
    end
  end
  return node.op ~= 'and'
end

-- What a candidate of the driving condition costs at most.
function my.cost_of(rest)
  return 1 + my.price(rest) + (my.reads_fields and my.FIELD_COST or 0)
end

function my.rest_of(part)
  return (part == my.EVERYTHING or not my.exact(part)) and my.where or my.without(part)
end

function my.report(name, lines, stop)
  stop = stop or my.cut and { 'cut' } or false
  lines[#lines + 1] =
    { my.examined, name, my.least, my.backlog, my.skipped, stop, my.packed, my.counts, math.ceil(my.work), my.cut and 1 or 0 }
  return lines
end

my.out, my.bytes, my.packed, my.cut = {}, 0, 0, false

-- Adds ids themselves, as fetch does.
local function fetch_ids(ids, first, most)
  local out, n = my.out, #my.out
  local last = most and math.min(#ids, first + most - n - 1) or #ids
  local bytes = 0
  for i = first, last do
    n = n + 1
    out[n] = ids[i]
    bytes = bytes + #ids[i]
  end
  my.bytes = my.bytes + bytes
  my.work = my.work + math.max(0, last - first + 1)
end

-- Adds what the caller gets of ids, from the first-th on; of rows no more than most altogether. More
-- than the reply may have are not begun, since single commands read them in half the time, and so are
-- those behind a large one. A page has rows only: where they are too large for a reply, it is cut.
function my.fetch(ids, first, most)
  local out, n, rows = my.out, #my.out, my.plan.rows
  local wanted = math.min(#ids - first + 1, (most or math.huge) - n)
  local is_much = n > my.packed or n + wanted > (rows or math.huge) or my.work > 2 * my.plan.budget
  if my.plan.mode == 'ids' or rows and is_much then
    return fetch_ids(ids, first, most)
  end
  local fields_of, returns, pack, before, bytes = my.fields_of, my.plan.returns, cmsgpack.pack, n, my.bytes
  local width, i, most_bytes = #returns, first, my.MOST_BYTES
  while i <= #ids and n ~= most and bytes < most_bytes do
    local id = ids[i]
    local row = fields_of(id, returns)
    -- A record's hash may be gone while its index entries are not.
    if row[1] or my.any(row) then
      row[width + 1] = id
      n = n + 1
      local size = 0
      for j = 1, width do
        size = size + (row[j] and #row[j] or 0)
      end
      local is_large = size > my.LARGE
      if is_large then
        out[n] = row
      else
        out[n] = pack(row)
      end
      bytes = bytes + size
      if is_large and rows then
        i = i + 1
        break
      end
    end
    i = i + 1
  end
  my.work = my.work + my.ROW_COST * (n - before) + (bytes - my.bytes) / my.BYTES_OF_ONE
  my.bytes, my.packed = bytes, n
  if rows then
    fetch_ids(ids, i, most)
  else
    my.cut = i <= #ids and n ~= most
  end
end

function my.any(row)
  for i = 1, #row do
    if row[i] then
      return true
    end
  end
  return false
end

-- What has to be done before a call gets on may take half of the budget away, not more.
function my.allowance()
  return my.plan.budget / 2 + math.max(my.plan.budget / 2, my.preparation)
end

function my.spent()
  return my.plan.budget and (my.work >= my.allowance() or my.bytes >= my.MOST_BYTES)
end
