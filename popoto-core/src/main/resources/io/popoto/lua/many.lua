-- Reads known records.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   number of fields, then their names, then ids
--
-- Reply: for each id the values of the fields in MessagePack, or false when there is no such record.

local count = tonumber(ARGV[1])
local fields = {}
for i = 1, count do
  fields[i] = ARGV[1 + i]
end
local rows, pack = {}, cmsgpack.pack
for i = count + 2, #ARGV do
  local row = my.fields_of(ARGV[i], fields)
  local alive = row[1]
  for f = 2, alive and 0 or count do
    alive = alive or row[f]
  end
  rows[i - count - 1] = alive and pack(row) or false
end
return rows
