-- Compares index entries with the records they stand for, and removes those that lie.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   index spec (JSON, see entries.lua)
-- ARGV[2]   'check' or 'clean'
-- ARGV[3]   'keys' (names behind the prefix follow; those with too many members are only named in
--           the reply) or 'members' (one such name follows, then some of its members)
--
-- Reply: { { orphans for each name … }, partial, missing, { names with too many members } }.
-- orphans: entries without a record that implies them; partial: hashes without their key fields;
-- missing: records that lack an entry which they imply.

local MOST_MEMBERS = 500

spec = cjson.decode(ARGV[1])
local cleaning = ARGV[2] == 'clean'
local partial, missing = 0, 0

local records = {}
local function record_of(id)
  local known = records[id]
  if known == nil then
    local flat = call('HGETALL', record_prefix .. id)
    known = flat[1] and to_table(flat) or false
    records[id] = known
  end
  return known
end

local function is_partial(values)
  for _, field in ipairs(spec.key) do
    if not values[field] then
      return true
    end
  end
  return false
end

-- A record that has expired is not an orphan: it is swept.
local function awaits_sweep(id)
  local at = call('ZSCORE', expiry_key, id)
  return at and tonumber(at) <= now()
end

-- Calls visit(index, kind, key, member) for each entry that a record implies, until it returns true.
local function any_entry(id, values, visit)
  local its_spec = spec_of(values['~'], spec)
  local tokens = values['~'] and tokens_of(values['~'], its_spec) or {}
  for i, index in ipairs(its_spec.indexes) do
    local stopped = false
    each_entry(index, values, tokens[i], id, function(kind, key, member)
      stopped = stopped or visit(index, kind, key, member)
    end)
    if stopped then
      return true
    end
  end
  return false
end

local function holds(id, kind, key, member)
  if kind == 'set' then
    return redis.pcall('SISMEMBER', key, member) == 1
  elseif kind == 'zset' then
    return type(redis.pcall('ZSCORE', key, member)) == 'string'
  end
  return redis.pcall('HGET', key, member) == id
end

-- The index by which the record implies the entry, if any.
local function implying(kind, key, member, id)
  local found
  any_entry(id, record_of(id), function(index, its_kind, its_key, its_member)
    if its_kind == kind and its_key == key and its_member == member then
      found = index
    end
    return found
  end)
  return found
end

-- Whether the score of an entry is not what the record implies.
local function lies(index, key, member, id)
  if index.kind ~= 'zset' or index.score ~= 'text' then
    return false
  end
  local value = tonumber(record_of(id)[index.fields[1]])
  return value ~= tonumber(call('ZSCORE', key, member))
end

local function id_of(kind, key, member)
  if kind == 'zset' then
    local values = record_of(member)
    local at = not values and string.find(member, NULL, 1, true)
    return at and string.sub(member, at + 1) or member
  elseif kind == 'hash' then
    return call('HGET', key, member)
  end
  return member
end

local function inspect_all(ids)
  local orphans = 0
  for _, id in ipairs(ids) do
    local values = record_of(id)
    if not values then
      if not awaits_sweep(id) then
        orphans = orphans + 1
        if cleaning then
          reclaim(id)
        end
      end
    elseif is_partial(values) then
      partial = partial + 1
      if cleaning then
        call('DEL', record_prefix .. id)
        unindex(id, values)
        forget_expiry(id)
      end
    elseif any_entry(id, values, function(_, kind, key, member)
      return not holds(id, kind, key, member)
    end) then
      missing = missing + 1
    end
  end
  return orphans
end

local function inspect(kind, key, members)
  local orphans = 0
  for _, member in ipairs(members) do
    local id = id_of(kind, key, member)
    local values = id and record_of(id)
    local index = values and implying(kind, key, member, id)
    if index and lies(index, key, member, id) then
      orphans = orphans + 1
      if cleaning then
        call('ZADD', key, values[index.fields[1]], member)
      end
    elseif id and not index and (values or not awaits_sweep(id)) then
      orphans = orphans + 1
      if cleaning then
        remove(kind, key, member, id)
      end
    end
  end
  return orphans
end

local function kind_of(name)
  if name == 'all' then
    return 'all'
  end
  local kind = string.match(name, '^[^:]+')
  return kind == 'eq' and 'set' or kind == 'null' and 'set' or kind == 'unique' and 'hash' or 'zset'
end

local COUNT = { set = 'SCARD', zset = 'ZCARD', hash = 'HLEN', all = 'ZCARD' }
local function members_of(kind, key)
  if kind == 'set' then
    return call('SMEMBERS', key)
  elseif kind == 'hash' then
    return call('HKEYS', key)
  end
  return call('ZRANGE', key, 0, -1)
end

local function run(name, members)
  local kind = kind_of(name)
  if kind == 'all' then
    return inspect_all(members)
  end
  return inspect(kind, base .. name, members)
end

local counts, large = {}, {}
if ARGV[3] == 'members' then
  local members = {}
  for i = 5, #ARGV do
    members[#members + 1] = ARGV[i]
  end
  counts[1] = run(ARGV[4], members)
else
  for i = 4, #ARGV do
    local name = ARGV[i]
    local kind = kind_of(name)
    local size = redis.pcall(COUNT[kind], base .. name)
    if type(size) ~= 'number' then
      counts[#counts + 1] = 0 -- a stranger's key
    elseif size > MOST_MEMBERS then
      counts[#counts + 1] = 0
      large[#large + 1] = name
    else
      counts[#counts + 1] = run(name, members_of(kind, base .. name))
    end
  end
end
return { counts, partial, missing, large }
