-- Takes expired records out of the indexes.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   index spec (JSON, see entries.lua)
-- ARGV[2]   how many at most
--
-- Reply: how many

my.spec = cjson.decode(ARGV[1])
return my.sweep(tonumber(ARGV[2]))
