-- Deletes records: what write.lua does in this mode without a condition, without all that only other
-- modes need. Arguments and replies are those of write.lua, with blocks of parts that set nothing.

local LENGTH_OF_BLOCK = 5
local from = 5

-- The fields that a delete reads, since others may be large; which of them hold lists.
local names, lists, seen = { '~' }, {}, {}
names[2] = my.spec.version
for _, index in ipairs(my.spec.indexes) do
  for _, fields in ipairs({ index.fields, index.by or {} }) do
    for _, field in ipairs(fields) do
      if not seen[field] then
        seen[field] = true
        names[#names + 1] = field
        lists[#lists + 1] = index.many and field or nil
      end
    end
  end
end

-- What indexes know of a record, or nil. A list that is too long to be indexed is left out.
local function stored_in_indexes(key)
  local some, old = names, {}
  for _, list in ipairs(lists) do
    if call('HSTRLEN', key, list) > my.MOST_LIST_BYTES then
      local shorter = {}
      for _, name in ipairs(some) do
        shorter[#shorter + 1] = name ~= list and name or nil
      end
      some = shorter
    end
  end
  for i, value in ipairs(call('HMGET', key, unpack(some))) do
    old[some[i]] = value or nil
  end
  if not my.spec.former and old['~'] and string.sub(old['~'], 1, 6) == my.spec.id then
    return old
  end
  -- One of another spec, or without a memo: anything in it may matter.
  return stored(key)
end

return write_all(function(key)
  local version = ARGV[from]
  from = from + LENGTH_OF_BLOCK
  local old = stored_in_indexes(key)
  return refusal(version, old) or delete(string.sub(key, #my.record_prefix + 1), key, old)
end)
