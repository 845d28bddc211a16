-- Deletes records, a bounded number at a time; once none is left, what else the model has.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   index spec (JSON, see entries.lua)
--
-- Reply: { deleted, left }

local RECORDS = 64

my.spec = cjson.decode(ARGV[1])
local deleted = 0
for _, id in ipairs(call('ZRANGE', KEYS[1], 0, RECORDS - 1)) do
  local key = my.record_prefix .. id
  local flat = my.flat_record(key)
  if flat[1] then
    call('DEL', key)
    my.unindex(id, my.to_table(flat))
    my.forget_expiry(id)
    my.publish('deleted', id)
    deleted = deleted + 1
  else
    my.reclaim(id)
  end
end
local left = call('ZCARD', KEYS[1])
if left == 0 then
  -- Entries of records that were deleted behind the library's back.
  for _, index in ipairs(my.spec.indexes) do
    if not index.by and index.kind ~= 'set' then
      call('UNLINK', my.index_key(index.at))
    end
    if index.null then
      call('UNLINK', my.base .. index.null)
    end
  end
  call('UNLINK', my.expiry_key, my.base .. 'memo', my.base .. 'meta')
end
return { deleted, left }
