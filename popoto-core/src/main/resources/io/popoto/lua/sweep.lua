-- Takes expired records out of the indexes.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   index spec (JSON, see entries.lua)
-- ARGV[2]   how many at most
--
-- Reply: how many

my.spec = cjson.decode(ARGV[1])
local lacks = missing_right(my.spec, 'sweep', my.record_prefix .. '\1any\1')
if lacks then
  return redis.error_reply(lacks)
end
local swept, failure, changed = my.guarded(my.sweep, tonumber(ARGV[2]))
if failure then
  return redis.error_reply((changed and 'UNFINISHED ' or '') .. failure)
end
return swept
