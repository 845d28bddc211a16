-- Names and time, shared by all scripts.
-- KEYS[1]  the model's key ":all"; every other key of the model is derived from it

local call = redis.call
local NULL = '\0'
local spec -- index spec of the call, see entries.lua
local matches -- set by condition.lua where a write has a condition
local apply_additions -- set by decimal.lua where a write adds to numbers

local base = string.sub(KEYS[1], 1, -4) -- "popoto:Restaurant:"
local record_prefix
do
  local from, to = string.find(base, 'popoto:', 1, true)
  record_prefix = string.sub(base, 1, from - 1) .. string.sub(base, to + 1) -- "Restaurant:"
end
local expiry_key = base .. 'expiry'

-- Milliseconds since the epoch, read once per script.
local clock
local function now()
  if not clock then
    local time = call('TIME')
    clock = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return clock
end

-- A whole number as text; tostring keeps only 14 digits.
local function whole(number)
  return string.format('%.0f', number)
end

-- Ids whose time has passed are still in the indexes until they are swept.
local function expired_count()
  return call('ZCOUNT', expiry_key, '-inf', '(' .. whole(now()))
end
