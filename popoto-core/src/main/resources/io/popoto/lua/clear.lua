-- Deletes records and index keys, as many as one call may.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   index spec (JSON, see entries.lua)
-- ARGV[2]   'all' (records of the class index), 'records' (ids follow, in the class index or not) or
--           'keys' (names behind the prefix follow, which go if there is no record)
--
-- Reply: { deleted, handled, left }: how many records there were, how many ids or names were seen to,
-- and how many ids are left in the class index.

local MOST = 500

my.spec = cjson.decode(ARGV[1])
local lacks = missing_right(my.spec, 'clear', my.record_prefix .. '\1any\1')
if lacks then
  return redis.error_reply(lacks)
end
local deleted, handled = 0, 0

-- What cannot be done fails here, before anything has changed.
local function clear(id)
  call('ZREM', KEYS[1], id)
  local record = my.record_of(id)
  if record then
    call('UNLINK', my.record_prefix .. id)
    my.unindex(id, record.values)
    my.work = my.work + my.removal_of(record)
    my.forget_expiry(id)
    my.publish('deleted', id)
    deleted = deleted + 1
  else
    my.reclaim(id)
  end
end

local size = my.of_its_type('ZCARD', KEYS[1])
if not size then
  call('UNLINK', KEYS[1])
  size = 0
end
if ARGV[2] == 'keys' then
  handled = #ARGV - 2
  for i = 3, size == 0 and #ARGV or 0 do
    call('UNLINK', my.base .. ARGV[i])
  end
else
  local ids = ARGV[2] == 'all' and call('ZRANGE', KEYS[1], 0, MOST - 1) or { unpack(ARGV, 3) }
  for _, id in ipairs(ids) do
    clear(id)
    handled = handled + 1
    if my.work > my.MOST_WORK then
      break
    end
  end
end
return { deleted, handled, call('ZCARD', KEYS[1]) }
