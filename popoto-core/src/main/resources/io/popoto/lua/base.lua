-- Names and time, shared by all scripts.
-- KEYS[1]  the model's key ":all"; every other key of the model is derived from it

local call = redis.call

-- All else that functions share stands in one table: Lua pays for each variable that a function
-- captures, every time a script runs.
local my = {}

my.NULL = '\0'
-- my.spec: index spec of the call, see entries.lua
-- my.matches: set by condition.lua where a write has a condition
-- my.apply_additions: set by decimal.lua where a write adds to numbers

my.base = string.sub(KEYS[1], 1, -4) -- "popoto:Restaurant:"
do
  local from, to = string.find(my.base, 'popoto:', 1, true)
  my.record_prefix = string.sub(my.base, 1, from - 1) .. string.sub(my.base, to + 1) -- "Restaurant:"
end
my.expiry_key = my.base .. 'expiry'

-- Milliseconds since the epoch, read once per script.
function my.now()
  if not my.clock then
    local time = call('TIME')
    my.clock = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return my.clock
end

-- A whole number as text; tostring keeps only 14 digits.
function my.whole(number)
  return string.format('%.0f', number)
end

-- Ids whose time has passed are still in the indexes until they are swept.
function my.expired_count()
  return call('ZCOUNT', my.expiry_key, '-inf', '(' .. my.whole(my.now()))
end

-- The reply to a command, or nil where the key is of another type than the command is for. Any other
-- error is one of the script.
function my.of_its_type(command, key, ...)
  local reply = redis.pcall(command, key, ...)
  if type(reply) ~= 'table' or not reply.err then
    return reply
  elseif string.sub(reply.err, 1, 9) == 'WRONGTYPE' then
    return nil
  end
  return call(command, key, ...)
end

-- Of a key that is no hash, and so no record, nothing.
function my.fields_of(id, fields)
  return my.of_its_type('HMGET', my.record_prefix .. id, unpack(fields)) or {}
end

-- All fields and values of a record, a flat list.
function my.flat_record(key)
  return my.of_its_type('HGETALL', key) or {}
end

-- A change: from then on a failure leaves it half done. What can be foreseen is tried before.
my.changed = false
function my.change(...)
  local reply = call(...)
  my.changed = true
  return reply
end

-- The result of a function, or its failure as text and whether it came after a change.
function my.guarded(body, ...)
  my.changed = false
  local fine, result = pcall(body, ...)
  if fine then
    return result
  end
  local text = type(result) == 'table' and result.err or tostring(result)
  -- Redis 6.2 says where the error was raised before it says which.
  return nil, (string.gsub(text, '^@user_script: ?%d+: %-?', '')), my.changed
end
