-- Takes records out of the indexes.

local memo_key = base .. 'memo'

-- Removes one entry. pcall: what a stranger put under an index key must not stop a write half-way.
local function remove(kind, key, member, id)
  if kind == 'set' then
    redis.pcall('SREM', key, member)
  elseif kind == 'zset' then
    redis.pcall('ZREM', key, member)
  elseif redis.pcall('HGET', key, member) == id then
    redis.pcall('HDEL', key, member)
  end
end

local function to_table(flat)
  local values = {}
  for i = 1, #flat, 2 do
    values[flat[i]] = flat[i + 1]
  end
  return values
end

local function unindex(id, values)
  local old_spec = spec_of(values['~'], spec)
  local tokens = values['~'] and tokens_of(values['~'], old_spec) or {}
  for i, index in ipairs(old_spec.indexes) do
    each_entry(index, values, tokens[i], id, function(kind, key, member)
      remove(kind, key, member, id)
    end)
  end
  redis.pcall('ZREM', KEYS[1], id)
end

-- Tells those who listen, if the model asks for it.
local function publish(what, id, fields)
  if spec.events then
    call('PUBLISH', base .. 'events', cjson.encode({ type = what, id = id, fields = fields }))
  end
end

local function forget_expiry(id)
  redis.pcall('ZREM', expiry_key, id)
  redis.pcall('HDEL', memo_key, id)
end

-- Unindexes a record whose hash is gone, from what :memo remembers of it.
local function reclaim(id)
  local memo = redis.pcall('HGET', memo_key, id)
  if type(memo) == 'string' then
    unindex(id, to_table(cmsgpack.unpack(memo)))
  else
    redis.pcall('ZREM', KEYS[1], id)
  end
  forget_expiry(id)
end

-- Sweeps a few expired records, never more than limit.
local function sweep(limit)
  local swept = call('ZRANGEBYSCORE', expiry_key, '-inf', '(' .. whole(now()), 'LIMIT', 0, limit)
  for _, id in ipairs(swept) do
    local left = call('PTTL', record_prefix .. id)
    if left == -2 then
      reclaim(id)
    elseif left == -1 then
      forget_expiry(id)
    else
      call('ZADD', expiry_key, whole(now() + left), id)
    end
  end
  return #swept
end

-- What :memo has to remember: the fields that any index uses, and '~'.
local function memo_blob(values)
  local flat, seen = { '~', values['~'] }, {}
  for _, index in ipairs(spec.indexes) do
    for _, fields in ipairs({ index.fields, index.by or {} }) do
      for _, field in ipairs(fields) do
        local value = present(values[field])
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
