-- Takes records out of the indexes.

-- Removes one entry. pcall: what a stranger put under an index key must not stop a write half-way.
function my.remove(kind, key, member, id)
  if kind == 'set' then
    redis.pcall('SREM', key, member)
  elseif kind == 'zset' then
    redis.pcall('ZREM', key, member)
  elseif redis.pcall('HGET', key, member) == id then
    redis.pcall('HDEL', key, member)
  end
end

function my.to_table(flat)
  local values = {}
  for i = 1, #flat, 2 do
    values[flat[i]] = flat[i + 1]
  end
  return values
end

function my.unindex(id, values)
  local old_spec, tokens = my.written_as(values)
  for i, index in ipairs(old_spec.indexes) do
    my.each_entry(index, values, tokens[i], id, function(kind, key, member)
      my.remove(kind, key, member, id)
    end)
  end
  redis.pcall('ZREM', KEYS[1], id)
end

-- Tells those who listen, if the model asks for it.
function my.publish(what, id, fields)
  if my.spec.events then
    call('PUBLISH', my.base .. 'events', cjson.encode({ type = what, id = id, fields = fields }))
  end
end

function my.forget_expiry(id)
  redis.pcall('ZREM', my.expiry_key, id)
  redis.pcall('HDEL', my.memo_key, id)
end

-- Unindexes a record whose hash is gone, from what :memo remembers of it.
function my.reclaim(id)
  local values = my.remembered(id)
  if values then
    my.unindex(id, values)
  else
    redis.pcall('ZREM', KEYS[1], id)
  end
  my.forget_expiry(id)
end

-- Sweeps a few expired records, never more than limit.
function my.sweep(limit)
  local swept = call('ZRANGEBYSCORE', my.expiry_key, '-inf', '(' .. my.whole(my.now()), 'LIMIT', 0, limit)
  for _, id in ipairs(swept) do
    local left = call('PTTL', my.record_prefix .. id)
    if left == -2 then
      my.reclaim(id)
    elseif left == -1 then
      my.forget_expiry(id)
    else
      call('ZADD', my.expiry_key, my.whole(my.now() + left), id)
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
