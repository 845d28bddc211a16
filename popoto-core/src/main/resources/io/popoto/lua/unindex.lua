-- Takes records out of the indexes.

-- A change of a key where a stranger's of another type changes nothing.
function my.take_out(command, key, member)
  if my.of_its_type(command, key, member) == 1 then
    my.changed = true
  end
end

-- Removes one entry; where a stranger has put a key of another type, there is none.
function my.remove(kind, key, member, id)
  if kind == 'set' then
    my.take_out('SREM', key, member)
  elseif kind == 'zset' then
    my.take_out('ZREM', key, member)
  elseif my.of_its_type('HGET', key, member) == id then
    my.take_out('HDEL', key, member)
  end
end

function my.to_table(flat)
  local values = {}
  for i = 1, #flat, 2 do
    values[flat[i]] = flat[i + 1]
  end
  return values
end

-- All entries of a record: a list of structure, key and member.
function my.entries_of(id, values)
  local its_spec, tokens = my.written_as(values, id)
  local entries = {}
  for i, index in ipairs(its_spec.indexes) do
    my.each_entry(index, values, tokens[i], id, function(kind, key, member)
      entries[#entries + 1] = { kind, key, member }
    end)
  end
  return entries, its_spec
end

function my.remove_all(id, entries)
  for _, entry in ipairs(entries) do
    my.remove(entry[1], entry[2], entry[3], id)
  end
  my.take_out('ZREM', KEYS[1], id)
end

function my.unindex(id, values)
  my.remove_all(id, my.entries_of(id, values))
end

-- Tells those who listen, if the model asks for it.
function my.publish(what, id, fields)
  if my.spec.events then
    call('PUBLISH', my.base .. 'events', cjson.encode({ type = what, id = id, fields = fields }))
  end
end

function my.forget_expiry(id)
  my.take_out('ZREM', my.expiry_key, id)
  my.take_out('HDEL', my.memo_key, id)
end

-- Unindexes a record whose hash is gone, from what :memo remembers of it.
function my.reclaim(id)
  my.unindex(id, my.remembered(id) or {})
  my.forget_expiry(id)
end

-- Sweeps a few expired records, never more than limit; none while a stranger's key of another type
-- stands in the place of :memo, without which their entries could not be found again.
function my.sweep(limit)
  local swept = call('ZRANGEBYSCORE', my.expiry_key, '-inf', '(' .. my.whole(my.now()), 'LIMIT', 0, limit)
  if swept[1] and my.of_its_type('HGET', my.memo_key, swept[1]) == nil then
    return 0
  end
  for _, id in ipairs(swept) do
    local left = call('PTTL', my.record_prefix .. id)
    if left == -2 then
      my.reclaim(id)
    elseif left == -1 then
      my.forget_expiry(id)
    else
      my.change('ZADD', my.expiry_key, my.whole(my.now() + left), id)
    end
  end
  return #swept
end

-- What :memo has to remember: the fields that any index uses, and '~'.
function my.memo_blob(values)
  local flat, seen = { '~', values['~'] }, {}
  for _, index in ipairs(my.spec.indexes) do
    for _, fields in ipairs({ index.fields, index.by or {} }) do
      for _, field in ipairs(fields) do
        local value = my.present(values[field])
        if value and not seen[field] then
          seen[field] = true
          flat[#flat + 1] = field
          flat[#flat + 1] = value
        end
      end
    end
  end
  return cmsgpack.pack(flat)
end
