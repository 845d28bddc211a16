-- Answers a query: picks the driving index, checks the other conditions, orders, pages, returns rows.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   plan (JSON): where = node (see match.lua), fields = residual fields of the conditions,
--           order = terms, limit, offset, mode = rows, ids or count, returns = fields of a row
-- ARGV[2]   index spec (JSON), or '' when the plan needs no tokens
-- ARGV[3…]  texts that the plan refers to by position
--
-- A term of the order is { by, desc, … }:
--   id
--   zset      at, p, i as in a range node; null = key of the null set, or absent
--   score     at, p, fn, a: a function of a plugin from the score to a number
--   text      f, default as in a text node, order = number, decimal, instant or text
--
-- Reply: { { examined, driver, cardinality }, row … }; a row is { id, value … }, an id, or the count.

local plan = cjson.decode(ARGV[1])
spec = ARGV[2] ~= '' and cjson.decode(ARGV[2]) or { id = '', indexes = {} }
local where, order = plan.where, plan.order
local wanted = plan.limit and plan.limit + (plan.offset or 0)
local backlog = call('EXISTS', expiry_key) == 1 and expired_count() or 0
local examined = 0

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

local conjuncts = where.op == 'and' and where.n or { where }
local least, driver
for _, part in ipairs(conjuncts) do
  local count = cardinality(part)
  if count and (not least or count < least) then
    least, driver = count, part
  end
end
local everything = call('ZCARD', KEYS[1])
local unindexed = not driver
if unindexed then
  least, driver = everything, { op = 'all' }
end

local function report(name, rows)
  table.insert(rows, 1, { examined, name, least })
  return rows
end

local function candidates()
  local rest = unindexed and where or without(driver)
  return matching(rest, enumerate(driver))
end

-- A count that one index knows needs no candidates, only the expired ones in it taken off.
local countable = { all = true, none = true, eq = true, null = true, range = true }
local function count()
  if not unindexed and #conjuncts == 1 and countable[driver.op] then
    local expired, from = 0, 0
    while backlog > from do
      local ids = call('ZRANGE', expiry_key, from, math.min(from + 999, backlog - 1))
      expired = expired + #filter(driver, ids, plan.fields)
      from = from + 1000
    end
    return least - expired
  end
  return #candidates()
end

if plan.mode == 'count' then
  local counted = count()
  return report(driver.at or driver.op, { counted })
end

-- Order values ------------------------------------------------------------------------------------

local function text_value(term, row)
  local value = stored(row, term)
  if value == NULL then
    return nil
  elseif term.order == 'number' then
    return tonumber(value)
  elseif term.order == 'decimal' then
    return decimal_token(value)
  elseif term.order == 'instant' then
    -- 10:15:30Z comes before 10:15:30.5Z once the Z is gone.
    return string.sub(value, 1, -2)
  elseif byte(value, 1) == 0 then
    return sub(value, 2)
  end
  return value
end

local function order_values(term, ids)
  local values = {}
  if term.by == 'text' then
    for i, id in ipairs(ids) do
      values[id] = text_value(term, row_of(id, plan.fields))
    end
  elseif term.by ~= 'id' then
    local of = term.by == 'score' and criteria[term.fn](term.a)
    local scores = scores_of(term, ids)
    for i, id in ipairs(ids) do
      if scores[i] then
        local score = tonumber(scores[i])
        values[id] = of and of(score) or score
      end
    end
  end
  return values
end

local function sorted(ids)
  if not ids[2] then
    return ids
  end
  local values = {}
  for t, term in ipairs(order) do
    values[t] = order_values(term, ids)
  end
  local terms = #order
  local down = terms > 0 and order[terms].desc
  table.sort(ids, function(a, b)
    for t = 1, terms do
      local term = order[t]
      if term.by ~= 'id' then
        local x, y = values[t][a], values[t][b]
        if x ~= y then
          if x == nil or y == nil then
            return (x == nil) ~= (term.desc or false)
          end
          local less
          if type(x) == 'number' then
            less = x < y
          else
            less = before(x, y)
          end
          return less ~= (term.desc or false)
        elseif x and term.i then
          local s, u = token_of(a, term.at), token_of(b, term.at)
          if s ~= u then
            return before(s, u) ~= (term.desc or false)
          end
        end
      end
    end
    if down then
      return before(b, a)
    end
    return before(a, b)
  end)
  return ids
end

-- Pages -------------------------------------------------------------------------------------------

local out, skipped = {}, 0

-- Adds records to the page in their order; returns true once it is full. Dead ids take no place.
local function emit(ids)
  for _, id in ipairs(ids) do
    if wanted and #out >= plan.limit then
      return true
    end
    if skipped < (plan.offset or 0) then
      skipped = skipped + 1
    elseif plan.mode == 'ids' then
      out[#out + 1] = id
    else
      local row = call('HMGET', record_prefix .. id, unpack(plan.returns))
      local alive = false
      for i = 1, #row do
        if row[i] then
          alive = true
          break
        end
      end
      if alive then
        table.insert(row, 1, id)
        out[#out + 1] = row
      end
    end
  end
  return wanted and #out >= plan.limit
end

-- Whether the index of the order can drive: the condition on it, its key and how much it covers.
local function order_path()
  local term = order[1]
  if not wanted or #order ~= 1 or term.by ~= 'id' and term.by ~= 'zset' then
    return nil
  end
  if term.by == 'id' then
    local part
    for _, conjunct in ipairs(conjuncts) do
      part = part or conjunct.op == 'idprefix' and conjunct
    end
    local from, to = 0, everything
    if part then
      from = call('ZLEXCOUNT', KEYS[1], '-', '(' .. ARGV[part.v])
      to = from + cardinality(part)
    end
    return { key = KEYS[1], part = part, from = from, to = to }
  end
  local keys = zset_keys(term)
  if #keys > 1 then
    return nil
  end
  for _, conjunct in ipairs(conjuncts) do
    if conjunct.op == 'range' and conjunct.at == term.at then
      local from, to = span(conjunct, keys[1])
      return { key = keys[1], part = conjunct, from = from, to = to, i = term.i }
    end
  end
  local to = call('ZCARD', keys[1])
  return { key = keys[1], from = 0, to = to, i = term.i, null = term.null and base .. term.null }
end

local function walk(path)
  local desc = order[1].desc
  local rest = path.part and without(path.part) or where
  local step = math.max(16, math.min(1000, 2 * wanted))
  local function nulls()
    if not path.null then
      return false
    end
    local ids = matching(rest, call('SMEMBERS', path.null))
    table.sort(ids, function(a, b)
      if desc then
        return before(b, a)
      end
      return before(a, b)
    end)
    return emit(ids)
  end
  if not desc and nulls() then
    return
  end
  local from, to = path.from, path.to
  while from < to do
    local ids
    if desc then
      ids = call('ZRANGE', path.key, math.max(from, to - step), to - 1)
      to = to - step
      for i = 1, math.floor(#ids / 2) do
        ids[i], ids[#ids + 1 - i] = ids[#ids + 1 - i], ids[i]
      end
    else
      ids = call('ZRANGE', path.key, from, math.min(to, from + step) - 1)
      from = from + step
    end
    if emit(matching(rest, ids_of(ids, path))) then
      return
    end
    step = math.min(1000, 2 * step)
  end
  if desc then
    nulls()
  end
end

local path = order_path()
if path then
  -- Walking the order examines about wanted / selectivity entries; sorting examines all candidates.
  local walked = wanted * (path.to - path.from) / math.max(least, 1)
  if unindexed or driver == path.part or walked < 2 * least then
    walk(path)
    return report('order ' .. (order[1].at or 'all'), out)
  end
end
local ids = candidates()
if wanted or plan.mode == 'ids' then
  ids = sorted(ids)
end
emit(ids)
return report(driver.at or driver.op, out)
