-- Order and pages.
--
-- A term of the order is { by, desc, … }:
--   id
--   zset      at, p, i as in a range node; null = key of the null set, or absent
--   score     at, p, fn, a: a function of a plugin from the score to a number
--   text      f, default as in a text node, order = number, decimal, instant, date or text
--
-- A position is { values = { { score, token } or { text } or { null = true } for each term }, id };
-- token, text and id are positions in ARGV.

my.order = my.plan.order
my.CURSOR = {} -- stands for the position among ids
my.position = my.plan.after and { id = ARGV[my.plan.after.id], values = my.plan.after.values }

-- ISO-8601 in the order of time: years beyond 0000 to 9999 have a sign and more digits.
local function chronological(text)
  local sign, year, rest = string.match(text, '^([+-])(%d+)(.*)$')
  if not sign then
    return '1000000' .. text
  elseif sign == '-' then
    return string.format('0%010.0f', 9999999999 - tonumber(year)) .. rest
  end
  return string.format('1%010.0f', tonumber(year)) .. rest
end

local function comparable(term, value)
  if term.order == 'number' then
    return tonumber(value)
  elseif term.order == 'decimal' then
    return my.decimal_token(value)
  elseif term.order == 'instant' then
    -- 10:15:30Z comes before 10:15:30.5Z once the Z is gone.
    return chronological(string.sub(value, 1, -2))
  elseif term.order == 'date' then
    return chronological(value)
  elseif string.byte(value, 1) == 0 then
    return string.sub(value, 2)
  end
  return value
end

local function order_values(term, ids)
  local values = {}
  if term.known then
    for _, id in ipairs(ids) do
      values[id] = term.known[id]
    end
  elseif term.by == 'text' then
    for _, id in ipairs(ids) do
      local value = my.stored(my.row_of(id, my.plan.fields), term)
      values[id] = value ~= my.NULL and comparable(term, value) or nil
    end
  elseif term.by ~= 'id' then
    local of = term.by == 'score' and my.of_plugins('criteria', term.fn)(term.a)
    local scores = my.scores_of(term, ids)
    for i, id in ipairs(ids) do
      if scores[i] then
        local score = tonumber(scores[i])
        values[id] = of and of(score) or score
      end
    end
  end
  return values
end

function my.cursor_value(term, value)
  if not value or value.null then
    return nil
  elseif value.text then
    return comparable(term, ARGV[value.text])
  elseif term.by == 'score' then
    return my.of_plugins('criteria', term.fn)(term.a)(tonumber(value.score))
  end
  return tonumber(value.score)
end

local function id_of(x)
  return x == my.CURSOR and my.position.id or x
end

-- NaN is equal to itself and comes last, as in Java.
local function less(x, y)
  if type(x) ~= 'number' then
    return my.before(x, y)
  end
  return x < y or x == x and y ~= y
end

local function differ(x, y)
  return x ~= y and (x == x or y == y)
end

-- Numbers in the order of texts, by a few bytes behind those that all have in common; texts of equal
-- numbers are compared as a whole, which takes far longer.
local function leading_numbers(texts)
  local byte, sub = string.byte, string.sub
  local common
  for _, text in pairs(texts) do
    if not common then
      common = sub(text, 1, 200)
    elseif sub(text, 1, #common) ~= common then
      local length = 0
      while length < #text and byte(text, length + 1) == byte(common, length + 1) do
        length = length + 1
      end
      common = sub(common, 1, length)
    end
  end
  local from, numbers = common and #common + 1 or 1, {}
  for key, text in pairs(texts) do
    local a, b, c, d, e, f = byte(text, from, from + 5)
    numbers[key] = (((((a or 0) * 256 + (b or 0)) * 256 + (c or 0)) * 256 + (d or 0)) * 256 + (e or 0)) * 256
      + (f or 0)
  end
  return numbers
end

-- A function that tells whether one id comes before another, for ids whose values are looked up.
local function comparator(ids)
  local terms = #my.order
  local values, numbers, tokens, names = {}, {}, {}, {}
  for t, term in ipairs(my.order) do
    values[t] = order_values(term, ids)
    if my.position then
      local value = my.position.values[t]
      values[t][my.CURSOR] = my.cursor_value(term, value)
      tokens[t] = value and value.token and ARGV[value.token]
    end
    local is_text = term.by == 'text' and term.order ~= 'number'
    numbers[t] = is_text and leading_numbers(values[t]) or values[t]
  end
  for _, id in ipairs(ids) do
    names[id] = id
  end
  names[my.CURSOR] = my.position and my.position.id
  local of_ids = leading_numbers(names)
  local last_down = terms > 0 and my.order[terms].desc or false
  local function token(t, x)
    if x == my.CURSOR then
      return tokens[t]
    end
    return my.token_of(x, my.order[t].at)
  end
  local function comes_before(a, b)
    for t = 1, terms do
      local term = my.order[t]
      if term.by ~= 'id' then
        local down = term.desc or false
        local x, y = values[t][a], values[t][b]
        if differ(x, y) then
          if x == nil or y == nil then
            return (x == nil) ~= down
          end
          local m, n = numbers[t][a], numbers[t][b]
          if differ(m, n) then
            return less(m, n) ~= down
          end
          return less(x, y) ~= down
        elseif x and term.i then
          local s, u = token(t, a), token(t, b)
          if s ~= u then
            return my.before(s, u) ~= down
          end
        end
      end
    end
    local m, n = of_ids[a], of_ids[b]
    if m ~= n then
      return (m < n) ~= last_down
    end
    local i, j = id_of(a), id_of(b)
    if last_down then
      return my.before(j, i)
    end
    return my.before(i, j)
  end
  -- Most comparisons end with the first number.
  local first = terms > 0 and my.order[1].by ~= 'id' and numbers[1] or of_ids
  local first_down = terms > 0 and my.order[1].desc or false
  return function(a, b)
    local x, y = first[a], first[b]
    if x and y and (x < y or x > y) then
      return (x < y) ~= first_down
    end
    return comes_before(a, b)
  end
end

-- What it costs to compare one id with others, and to read what it is compared by: see
-- docs/architecture.md. The fields of a record are counted when they are read.
my.OF_COMPARABLE = { number = 2, text = 3, decimal = 20, instant = 8, date = 8 }
local function compare_price()
  local price = 5
  for _, term in ipairs(my.order) do
    price = price + (term.by == 'score' and 6 or my.OF_COMPARABLE[term.order] or 0)
  end
  return price
end

function my.order_price()
  local price = compare_price()
  for _, term in ipairs(my.order) do
    if term.by == 'zset' or term.by == 'score' then
      price = price + 2 * (term.p and #term.p or 1) + (term.i and my.TOKEN_COST or 0)
    end
  end
  return price
end

-- Reads what ids are compared by, while there is budget to be watched; returns those of which it could
-- be read.
function my.prepare_order(ids)
  my.left.first = ids[1]
  for _, term in ipairs(my.order) do
    if term.by == 'text' then
      ids = my.readable(ids, my.plan.fields)
    end
  end
  my.work = my.work + compare_price() * #ids
  for _, term in ipairs(my.order) do
    if term.by ~= 'text' and term.by ~= 'id' then
      my.scores_of(term, ids)
    end
  end
  return ids
end

-- The ids in order, without those up to the position: the first so many of them, or all. Where some
-- were left out, the second result is true.
function my.sorted(ids, most)
  local comes_before = comparator(ids)
  if my.position then
    ids = my.keep(ids, function(id)
      return comes_before(my.CURSOR, id)
    end)
  end
  if not most or #ids < 2 * most + 16 then
    table.sort(ids, comes_before)
    return ids, false
  end
  local kept, n, worst = {}, 0, nil
  for _, id in ipairs(ids) do
    if not worst or comes_before(id, worst) then
      n = n + 1
      kept[n] = id
      if n == 2 * most + 16 then
        table.sort(kept, comes_before)
        for i = n, most + 1, -1 do
          kept[i] = nil
        end
        n, worst = most, kept[most]
      end
    end
  end
  table.sort(kept, comes_before)
  return kept, true
end

-- Adds the first of some ids in order to the reply, by emit or so. A record whose hash is gone leaves
-- its place to another one: for that, all have to be put in order.
function my.add_sorted(ids, most, add)
  local first, cut = my.sorted(ids, most)
  local skipped = my.skipped
  add(first)
  if cut and #my.out < most - my.skipped + skipped and not my.cut then
    my.out, my.bytes, my.packed, my.skipped = {}, 0, 0, skipped
    add((my.sorted(ids)))
  end
end

-- A condition on the index of a term that plugins know, so that a record without a value does not
-- match.
function my.condition_on(term)
  for _, part in ipairs(my.conjuncts) do
    if part.op == 'score' and part.at == term.at and not part.p then
      return part
    end
  end
  return nil
end

-- How many records there are in the index of the first term for each match, if it is less work to
-- search that index from the best value on than to look at all candidates. Records without a value
-- are not in it.
function my.nearest_evenly()
  local term = my.order[1]
  if not my.wanted or not term or term.by ~= 'score' or term.p or not my.of_plugins('bounds', term.fn) then
    return nil
  end
  local condition = my.condition_on(term)
  local there = call('ZCARD', my.index_key(term.at))
  if condition then
    there = my.cardinality(condition)
  elseif there < my.everything then
    return nil
  end
  local evenly = there / math.max(1, math.min(my.least, there))
  return 3 * my.wanted * evenly < my.least and evenly or nil
end

-- Adds records to the page in their order; returns true once it is full or cut. Dead ids take no place.
function my.emit(ids)
  local skip = math.min(#ids, (my.plan.offset or 0) - my.skipped)
  my.skipped = my.skipped + skip
  my.fetch(ids, skip + 1, my.plan.limit)
  return my.cut or my.wanted and #my.out >= my.plan.limit
end

-- Whether the index of the order can drive: the condition on it, its key and how much it covers.
function my.order_path()
  local term = my.order[1]
  if #my.order ~= 1 or term.by ~= 'id' and term.by ~= 'zset' then
    return nil
  end
  if term.by == 'id' then
    local part
    for _, conjunct in ipairs(my.conjuncts) do
      part = part or conjunct.op == 'idprefix' and conjunct
    end
    local from, to = 0, my.everything
    if part then
      from = call('ZLEXCOUNT', KEYS[1], '-', '(' .. ARGV[part.v])
      to = from + my.cardinality(part)
    end
    return { key = KEYS[1], part = part, from = from, to = to }
  end
  local keys = my.zset_keys(term)
  if #keys ~= 1 then
    return nil
  end
  for _, conjunct in ipairs(my.conjuncts) do
    if conjunct.op == 'range' and conjunct.at == term.at then
      local from, to = my.span(conjunct, keys[1])
      return { key = keys[1], part = conjunct, from = from, to = to, i = term.i }
    end
  end
  local to = call('ZCARD', keys[1])
  return { key = keys[1], from = 0, to = to, i = term.i, null = term.null and my.base .. term.null }
end

-- Begins a walk behind the position.
local function skip_to_position(path, desc)
  local value = my.position.values[1]
  if value and value.null then
    path.null_after = my.position.id
    if desc then
      path.to = path.from
    end
    return
  end
  local member = my.position.id
  if path.i then
    member = ARGV[value.token] .. my.NULL .. member
  end
  local score = value and value.score or '0'
  if desc then
    path.to = math.min(path.to, my.member_rank(path.key, score, member, false))
  else
    path.from = math.max(path.from, my.member_rank(path.key, score, member, true))
    path.null = nil
  end
end

-- Adds the records without a value, by key; returns true once the page is full, and where it stopped
-- if the budget is spent.
local function emit_nulls(path, rest, desc)
  if not path.null then
    return false
  end
  if my.plan.budget and call('SCARD', path.null) * (my.FIELD_COST + 5) > my.plan.budget then
    return my.walk_nulls(path, rest, desc)
  end
  local ids = call('SMEMBERS', path.null)
  if path.null_after then
    ids = my.keep(ids, function(id)
      if desc then
        return my.before(id, path.null_after)
      end
      return my.before(path.null_after, id)
    end)
  end
  ids = my.matching(rest, ids)
  if my.left.ids[1] then
    my.left = { ids = {}, by_id = {} }
    return my.walk_nulls(path, rest, desc)
  end
  local names = {}
  for _, id in ipairs(ids) do
    names[id] = id
  end
  local numbers = leading_numbers(names)
  my.work = my.work + 5 * #ids
  table.sort(ids, function(a, b)
    if desc then
      a, b = b, a
    end
    local x, y = numbers[a], numbers[b]
    if x ~= y then
      return x < y
    end
    return my.before(a, b)
  end)
  return my.emit(ids)
end

-- The same for more of them than can be put in order at once: along the class index.
function my.walk_nulls(path, rest, desc)
  local key, from, to = KEYS[1], 0, my.everything
  if path.null_after and desc then
    to = my.member_rank(key, '0', path.null_after, false)
  elseif path.null_after then
    from = my.member_rank(key, '0', path.null_after, true)
  end
  while from < to do
    local ids = my.next_of(key, from, to, 250, desc)
    local is_null = my.bulk('SMISMEMBER', path.null, ids)
    local ranks = {}
    local nulls = my.keep(ids, function(id, i)
      ranks[id] = i
      return is_null[i] == 1
    end)
    my.examine(#ids - #nulls)
    my.charge(2 * #ids)
    local matches, count = my.matching_in_order(rest, nulls)
    count = count == #nulls and #ids or ranks[nulls[count]]
    if desc then
      to = to - count
    else
      from = from + count
    end
    if my.emit(matches) then
      return true
    end
    if my.spent() and from < to then
      return false, { 'after', false, ids[count] }
    end
  end
  return false
end

-- The first so many members of the ranks [from, to), from the end if descending.
function my.next_of(key, from, to, count, desc)
  if not desc then
    return call('ZRANGE', key, from, math.min(to, from + count) - 1)
  end
  local all = call('ZCARD', key)
  return call('ZREVRANGE', key, all - to, all - math.max(from, to - count) - 1)
end

-- Walks along the index of the order; returns where it stopped if the budget is spent.
function my.walk(path)
  local desc = my.order[1].desc
  local rest = path.part and my.without(path.part) or my.where
  if my.position then
    skip_to_position(path, desc)
  end
  if not desc then
    local full, stop = emit_nulls(path, rest, desc)
    if full or stop then
      return stop or false
    end
  end
  -- Matches lie evenly, or so it is hoped, at first with little to spare.
  local spare, step = 1.3, 250
  local evenly = path.part == my.driver and 1 or my.everything / math.max(my.least, 1)
  while path.from < path.to do
    if my.wanted then
      local missing = my.wanted - my.skipped - #my.out
      step = math.ceil(math.max(16, math.min(500, spare * missing * evenly)))
      step = math.max(1, math.min(step, math.floor(math.max(my.plan.budget, 1000) / my.cost_of(rest))))
      spare = 2 * spare
    end
    local members = my.next_of(path.key, path.from, path.to, step, desc)
    local matches, count = my.matching_in_order(rest, my.ids_of(members, path))
    if desc then
      path.to = path.to - count
    else
      path.from = path.from + count
    end
    local last = members[count]
    if my.emit(matches) then
      return false
    end
    if my.spent() and path.from < path.to then
      return { 'after', call('ZSCORE', path.key, last), last }
    end
  end
  if desc then
    local _, stop = emit_nulls(path, rest, desc)
    return stop or false
  end
  return false
end
