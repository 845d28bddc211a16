-- Compares index entries with the records they stand for, and removes those that lie.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   index spec (JSON, see entries.lua)
-- ARGV[2]   'check' or 'clean'
-- ARGV[3]   sorted indexes of numbers whose members carry tokens (JSON): prefix = integer or decimal
-- ARGV[4]   'keys' (names behind the prefix follow; those with too many members are only named in
--           the reply) or 'members' (one such name follows, then some of its members)
--
-- Reply: { { orphans for each name … }, partial, missing, { names with too many members } }.
-- orphans: entries without a record that implies them; partial: hashes without a key field that
-- every record has;
-- missing: records that lack an entry which they imply.

my.MOST_MEMBERS = 500

my.spec = cjson.decode(ARGV[1])
my.cleaning = ARGV[2] == 'clean'
my.numbers = cjson.decode(ARGV[3])
my.partial, my.missing = 0, 0

my.records = {}
function my.record_of(id)
  local known = my.records[id]
  if known == nil then
    local flat = my.flat_record(my.record_prefix .. id)
    known = flat[1] and my.to_table(flat) or false
    my.records[id] = known
  end
  return known
end

function my.is_partial(values)
  for _, field in ipairs(my.spec.key) do
    if not my.under_any_name(values, field) then
      return true
    end
  end
  return false
end

-- A record that has expired is not an orphan: it is swept.
function my.awaits_sweep(id)
  local at = call('ZSCORE', my.expiry_key, id)
  return at and tonumber(at) <= my.now()
end

-- Calls visit(index, kind, key, member) for each entry that a record implies, until it returns true.
function my.any_entry(id, values, visit)
  local its_spec = my.spec_of(values['~'], my.spec)
  local tokens = values['~'] and my.tokens_of(values['~'], its_spec) or {}
  for i, index in ipairs(its_spec.indexes) do
    local stopped = false
    my.each_entry(index, values, tokens[i], id, function(kind, key, member)
      stopped = stopped or visit(index, kind, key, member)
    end)
    if stopped then
      return true
    end
  end
  return false
end

-- Also of what a scan has found: it may be gone since.
function my.holds(id, kind, key, member)
  if kind == 'set' then
    return redis.pcall('SISMEMBER', key, member) == 1
  elseif kind == 'zset' then
    return type(redis.pcall('ZSCORE', key, member)) == 'string'
  end
  return redis.pcall('HGET', key, member) == id
end

-- The index by which the record implies the entry, if any.
function my.implying(kind, key, member, id)
  local found
  my.any_entry(id, my.record_of(id), function(index, its_kind, its_key, its_member)
    if its_kind == kind and its_key == key and its_member == member then
      found = index
    end
    return found
  end)
  return found
end

-- The stored text of a number whose score is not what an entry has; nil if it is, or cannot be told
-- here: scores of times, texts and of plugins are computed on the client.
function my.misplaced(index, kind, key, member, id)
  if kind ~= 'zset' or not (index.score == 'text' or my.numbers[index.at]) then
    return nil
  end
  local text = my.record_of(id)[index.fields[1]]
  local score = call('ZSCORE', key, member)
  return score and tonumber(text) ~= tonumber(score) and text or nil
end

-- Whether a member fits a number. Beyond 2^53 the token of an integer is not worth its computing.
function my.fits(index, member, id, text)
  local number = tonumber(text)
  if not number or number - number ~= 0 then
    return false
  elseif index.score == 'text' then
    return true
  end
  local token
  if my.numbers[index.at] == 'decimal' then
    token = my.decimal_token(text)
  elseif math.abs(number) < 2 ^ 53 then
    token = '0'
  end
  return token ~= nil and member == token .. my.NULL .. id
end

function my.id_of(kind, key, member)
  if kind == 'zset' then
    local values = my.record_of(member)
    local at = not values and string.find(member, my.NULL, 1, true)
    return at and string.sub(member, at + 1) or member
  elseif kind == 'hash' then
    return call('HGET', key, member)
  end
  return member
end

function my.inspect_all(ids)
  local orphans = 0
  for _, id in ipairs(ids) do
    local values = my.record_of(id)
    if not values then
      if call('ZSCORE', KEYS[1], id) and not my.awaits_sweep(id) then
        orphans = orphans + 1
        if my.cleaning then
          my.reclaim(id)
        end
      end
    elseif my.is_partial(values) then
      my.partial = my.partial + 1
      if my.cleaning then
        call('DEL', my.record_prefix .. id)
        my.unindex(id, values)
        my.forget_expiry(id)
      end
    elseif my.any_entry(id, values, function(_, kind, key, member)
      return not my.holds(id, kind, key, member)
    end) then
      my.missing = my.missing + 1
    end
  end
  return orphans
end

function my.inspect(kind, key, members)
  local orphans = 0
  for _, member in ipairs(members) do
    local id = my.id_of(kind, key, member)
    local values = id and my.record_of(id)
    local index = values and my.implying(kind, key, member, id)
    local text = index and my.misplaced(index, kind, key, member, id)
    if text then
      orphans = orphans + 1
      if my.cleaning and my.fits(index, member, id, text) then
        call('ZADD', key, text, member)
      elseif my.cleaning then
        -- The value was edited: the record lacks this entry until a rebuild.
        my.remove(kind, key, member, id)
      end
    elseif id and not index and my.holds(id, kind, key, member) and (values or not my.awaits_sweep(id)) then
      orphans = orphans + 1
      if my.cleaning then
        my.remove(kind, key, member, id)
      end
    end
  end
  return orphans
end

function my.kind_of(name)
  if name == 'all' then
    return 'all'
  end
  local kind = string.match(name, '^[^:]+')
  return kind == 'eq' and 'set' or kind == 'null' and 'set' or kind == 'unique' and 'hash' or 'zset'
end

my.COUNT = { set = 'SCARD', zset = 'ZCARD', hash = 'HLEN', all = 'ZCARD' }
function my.members_of(kind, key)
  if kind == 'set' then
    return call('SMEMBERS', key)
  elseif kind == 'hash' then
    return call('HKEYS', key)
  end
  return call('ZRANGE', key, 0, -1)
end

function my.run(name, members)
  local kind = my.kind_of(name)
  if kind == 'all' then
    return my.inspect_all(members)
  end
  return my.inspect(kind, my.base .. name, members)
end

local counts, large = {}, {}
if ARGV[4] == 'members' then
  local members = {}
  for i = 6, #ARGV do
    members[#members + 1] = ARGV[i]
  end
  counts[1] = my.run(ARGV[5], members)
else
  for i = 5, #ARGV do
    local name = ARGV[i]
    local kind = my.kind_of(name)
    local size = redis.pcall(my.COUNT[kind], my.base .. name)
    if type(size) ~= 'number' then
      counts[#counts + 1] = 0 -- a stranger's key
    elseif size > my.MOST_MEMBERS then
      counts[#counts + 1] = 0
      large[#large + 1] = name
    else
      counts[#counts + 1] = my.run(name, my.members_of(kind, my.base .. name))
    end
  end
end
return { counts, my.partial, my.missing, large }
