-- Answers a query: picks the driving index, checks the other conditions, orders, pages, returns rows.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   plan (JSON): where = node (see match.lua), fields = residual fields of the conditions,
--           order = terms (see order.lua), limit, offset, returns = fields of a row,
--           mode = rows, ids, count or group, budget = work of one call,
--           after = position in the order behind which to begin (see order.lua),
--           resume = where an earlier call stopped (see segments.lua)
-- ARGV[2]   index spec (JSON), or '' when the plan needs no tokens
-- ARGV[3…]  texts that the plan refers to by position
--
-- Reply: { { examined, driver, candidates, backlog, skipped, stop }, row … }; a row is
-- { id, value … }, an id, the count, or { text, count } of a group. stop is false, or where to go on:
-- { 'after', score, member } in the order of the query, or { 'part', … } for resume.
--
-- Work is counted, not timed: a candidate costs 1, one whose fields are read 4, a returned row 10.

local plan = cjson.decode(ARGV[1])
spec = ARGV[2] ~= '' and cjson.decode(ARGV[2]) or { id = '', indexes = {} }
local where = plan.where
local wanted = plan.limit and plan.limit + (plan.offset or 0)
local backlog = call('EXISTS', expiry_key) == 1 and expired_count() or 0
local examined, work, skipped = 0, 0, 0
local reads_fields = plan.fields ~= nil
local ROW_COST, FIELD_COST, MOST_BYTES = 10, 4, 1048576

-- Leaves out what has expired but is not swept yet.
local function living(ids)
  if backlog == 0 or not ids[1] then
    return ids
  end
  local times = bulk('ZMSCORE', expiry_key, ids)
  return keep(ids, function(_, i)
    return not times[i] or tonumber(times[i]) >= now()
  end)
end

local function matching(node, ids)
  examined = examined + #ids
  work = work + #ids * (reads_fields and FIELD_COST or 1)
  return living(filter(node, ids, plan.fields))
end

-- The condition that is left once the driving index has done its part.
local function without(part)
  if part == where then
    return { op = 'all' }
  end
  local rest = {}
  for _, other in ipairs(where.n) do
    if other ~= part then
      rest[#rest + 1] = other
    end
  end
  return { op = 'and', n = rest }
end

local EVERYTHING = { op = 'all' }
local conjuncts = where.op == 'and' and where.n or { where }
local least, driver = nil, nil
for _, part in ipairs(conjuncts) do
  local count = cardinality(part)
  if count and (not least or count < least) then
    least, driver = count, part
  end
end
local everything = call('ZCARD', KEYS[1])
local unindexed = not driver
if unindexed then
  least, driver = everything, EVERYTHING
end

local function rest_of(part)
  return part == EVERYTHING and where or without(part)
end

local function report(name, rows, stop)
  table.insert(rows, 1, { examined, name, least, backlog, skipped, stop or false })
  return rows
end

-- Whether the row of a record is alive: its hash may be gone while its entries are not.
local function alive(row)
  for i = 1, #row do
    if row[i] then
      return true
    end
  end
  return false
end

local out, bytes = {}, 0
local function fetch(id)
  if plan.mode == 'ids' then
    out[#out + 1] = id
    work = work + 1
    return
  end
  local row = call('HMGET', record_prefix .. id, unpack(plan.returns))
  work = work + ROW_COST
  if alive(row) then
    for i = 1, #row do
      bytes = bytes + (row[i] and #row[i] or 0)
    end
    table.insert(row, 1, id)
    out[#out + 1] = row
  end
end

local function spent()
  return plan.budget and (work >= plan.budget or bytes >= MOST_BYTES)
end
