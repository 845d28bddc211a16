-- Reads known records.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   number of fields, then their names, then ids
--
-- Reply: for each id the values of the fields, or false when there is no such record.

local count = tonumber(ARGV[1])
local fields = {}
for i = 1, count do
  fields[i] = ARGV[1 + i]
end
local rows = {}
for i = count + 2, #ARGV do
  local row = call('HMGET', my.record_prefix .. ARGV[i], unpack(fields))
  local alive = false
  for f = 1, count do
    if row[f] then
      alive = true
      break
    end
  end
  rows[#rows + 1] = alive and row
end
return rows
