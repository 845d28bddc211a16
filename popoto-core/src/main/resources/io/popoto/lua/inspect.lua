-- Compares index entries with the records they stand for, and removes those that lie.
--
-- KEYS[1]   the model's key ":all"
-- ARGV[1]   index spec (JSON, see entries.lua)
-- ARGV[2]   'check' or 'clean'
-- ARGV[3]   sorted indexes of numbers whose members carry tokens (JSON): prefix = integer or decimal
-- ARGV[4]   'keys' (names behind the prefix follow) or 'members' (one such name follows, then some of
--           its members)
--
-- Reply: { { label, orphans … }, partial, missing, { name, structure … }, { name … }, broken_off,
-- { member … }, { id … }, { name … } }. Labels are prefixes of indexes, one for each name that was
-- looked at; orphans are entries that no record implies; partial counts hashes without a key field
-- that every record has, missing the records that lack an entry. Then the names with too many members
-- for such a call, the names that are left for another call, the name that this one broke off at, or
-- '', and its members that are left; records whose entries cannot be told or are not kept, and keys of
-- a type that the index is not of.

my.MOST_MEMBERS = 250

my.spec = cjson.decode(ARGV[1])
my.cleaning = ARGV[2] == 'clean'
my.numbers = cjson.decode(ARGV[3])
local lacks = my.cleaning and missing_right(my.spec, 'clean', my.record_prefix .. '\1any\1')
if lacks then
  return redis.error_reply(lacks)
end
my.partial, my.missing = 0, 0
my.damaged, my.mistyped = {}, {}

-- What a key may be, by its name or by what stands before the value in it: for each structure a
-- label, and whether members of a zset may begin with tokens, be ids, or both, since records of
-- several specs may be in it. The spec tells, never the members.
my.exact, my.prefixes = {}, {}
function my.add_place(places, at, kind, tokens)
  places[at] = places[at] or {}
  local place = places[at][kind] or { label = at }
  places[at][kind] = place
  if tokens then
    place.tokens = true
  else
    place.plain = true
  end
end

function my.add_places(its_spec)
  for _, index in ipairs(its_spec.indexes) do
    local valued = index.kind == 'set' or index.by
    my.add_place(valued and my.prefixes or my.exact, index.at, index.kind, index.score == 'token')
    if index.null then
      my.add_place(my.exact, index.null, 'set')
    end
  end
end
my.add_places(my.spec)
my.damage()
my.each_other_spec(my.add_places)
my.add_place(my.exact, 'all', 'zset')
my.exact.meta = { hash = { skip = true, label = 'meta' } }
my.exact.memo = { hash = { skip = true, label = 'memo' } }
my.exact.expiry = { zset = { skip = true, label = 'expiry' } }

my.COUNT = { set = 'SCARD', zset = 'ZCARD', hash = 'HLEN' }
my.KINDS = { 'set', 'zset', 'hash' }

-- What a key is: its structure, place and size; of a type that no spec knows for it, only a place.
function my.place_of(name)
  local prefix = string.match(name, '^([^:]+:[^:]+):') or name
  local places = my.exact[name] or my.prefixes[prefix]
  for _, kind in ipairs(my.KINDS) do
    local place = places and places[kind] or not places and { label = prefix, tokens = true, plain = true }
    local size = place and my.of_its_type(my.COUNT[kind], my.base .. name)
    if size then
      return kind, place, size
    end
  end
  return nil, { label = prefix }
end

-- A record that has expired is not an orphan: it is swept.
function my.awaits_sweep(id)
  local at = my.of_its_type('ZSCORE', my.expiry_key, id)
  return at and tonumber(at) <= my.now()
end

-- The indexes of a spec, with their positions, that a label may stand for.
my.labelled = {}
function my.indexes_at(its_spec, label)
  local by_label = my.labelled[its_spec]
  if not by_label then
    by_label = {}
    for i, index in ipairs(its_spec.indexes) do
      for _, at in ipairs({ index.at, index.null }) do
        by_label[at] = by_label[at] or {}
        by_label[at][i] = index
      end
    end
    my.labelled[its_spec] = by_label
  end
  return by_label[label] or {}
end

-- The elements of a list that have entries, as the keys of a table; read once.
function my.elements_of(record, i, index)
  record.lists = record.lists or {}
  local elements = record.lists[i]
  if not elements then
    elements = my.elements(index, record.values) or {}
    for j = #elements, 1, -1 do
      elements[elements[j]] = true
      elements[j] = nil
    end
    record.lists[i] = elements
    my.work = my.work + #record.values[index.fields[1]] / my.LIST_BYTES
  end
  return elements
end

-- Whether a list puts its record into a set.
function my.list_implies(record, i, index, key)
  if not my.present(record.values[index.fields[1]]) then
    return index.null and key == my.base .. index.null
  end
  local prefix = my.index_key(index.at, '')
  return string.sub(key, 1, #prefix) == prefix
    and my.elements_of(record, i, index)[string.sub(key, #prefix + 1)]
end

-- The index by which a record implies an entry, if any.
function my.implying(record, id, place, kind, key, member)
  for i, index in pairs(my.indexes_at(record.spec, place.label)) do
    if index.many then
      if kind == 'set' and my.list_implies(record, i, index, key) then
        return index
      end
    else
      local its_kind, its_key, its_member = my.entry(index, record.values, record.tokens[i], id)
      if its_kind == kind and its_key == key and its_member == member then
        return index
      end
    end
  end
  return nil
end

-- Also of what a scan has found: it may be gone since.
function my.holds(id, kind, key, member)
  if kind == 'set' then
    return my.of_its_type('SISMEMBER', key, member) == 1
  elseif kind == 'zset' then
    return type(my.of_its_type('ZSCORE', key, member)) == 'string'
  end
  return my.of_its_type('HGET', key, member) == id
end

-- The stored text of a number whose score is not what an entry has; nil if it is, or cannot be told
-- here: scores of times, texts and of plugins are computed on the client.
function my.misplaced(index, kind, key, member, values)
  if kind ~= 'zset' or not (index.score == 'text' or my.numbers[index.at]) then
    return nil
  end
  local text = values[index.fields[1]]
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

-- The ids that an entry may stand for. A token has no NUL, so the first one ends it.
function my.ids_of(place, kind, key, member)
  if kind == 'hash' then
    return { call('HGET', key, member) or nil }
  end
  local ids = { place.plain and member or nil }
  local split = kind == 'zset' and place.tokens and string.find(member, my.NULL, 1, true)
  if split then
    ids[#ids + 1] = string.sub(member, split + 1)
  end
  return ids
end

-- Who implies an entry: index, record and id. Without one, whether it is to be left alone, since its
-- record is swept soon or nobody can tell what that implies.
function my.origin(place, kind, key, member, ids)
  local leave = false
  for _, id in ipairs(ids) do
    local record = my.record_of(id)
    if record then
      local index = my.implying(record, id, place, kind, key, member)
      if index then
        return index, record, id
      end
      leave = leave or record.unknown
    else
      leave = leave or my.awaits_sweep(id)
    end
  end
  return nil, leave
end

-- Whether an entry is an orphan, which is put right if that is wanted.
function my.inspect(place, kind, key, member)
  my.work = my.work + my.MEMBER
  local ids = my.ids_of(place, kind, key, member)
  if kind == 'hash' and not ids[1] then
    return false
  end
  local index, record, id = my.origin(place, kind, key, member, ids)
  if not index then
    local leave = record
    if leave or not my.holds(ids[1], kind, key, member) then
      return false
    end
    if my.cleaning then
      my.remove(kind, key, member, ids[1])
    end
    return true
  end
  local text = my.misplaced(index, kind, key, member, record.values)
  if text and my.cleaning then
    if my.fits(index, member, id, text) then
      call('ZADD', key, text, member)
    else
      -- The value was edited: the record lacks this entry until a rebuild.
      my.remove(kind, key, member, id)
    end
  end
  return text ~= nil
end

-- The class index stands for the records themselves.
function my.inspect_record(id)
  local record = my.record_of(id)
  if not record then
    if not call('ZSCORE', KEYS[1], id) then
      return false
    elseif my.awaits_sweep(id) then
      if not my.remembered(id) then
        my.damaged[#my.damaged + 1] = id
      end
      return false
    elseif my.cleaning then
      my.reclaim(id)
    end
    return true
  end
  if my.is_partial(record.values) then
    my.partial = my.partial + 1
    if my.cleaning then
      call('UNLINK', my.record_prefix .. id)
      my.unindex(id, record.values)
      my.forget_expiry(id)
    end
    return false
  end
  local lacks = false
  local too_many = my.each_of_record(record.spec, record.values, record.tokens, id,
    function(_, kind, key, member)
      lacks = lacks or not my.holds(id, kind, key, member)
    end)
  if record.unknown or record.too_long or too_many then
    my.damaged[#my.damaged + 1] = id
  elseif lacks then
    my.missing = my.missing + 1
  end
  return false
end

function my.members_of(kind, key)
  if kind == 'set' then
    return call('SMEMBERS', key)
  elseif kind == 'hash' then
    return call('HKEYS', key)
  end
  return call('ZRANGE', key, 0, -1)
end

-- Whether a member is one too many for this call: at first no further records are read, so that those
-- with long lists are not read again for each of their entries.
function my.is_spent(place, kind, key, member)
  if my.work <= my.MOST_WORK or not my.begun then
    return false
  elseif my.work > 2 * my.MOST_WORK then
    return true
  end
  for _, id in ipairs(my.ids_of(place, kind, key, member)) do
    if not my.is_known(id) then
      return true
    end
  end
  return false
end

-- How many of some members are orphans, and which of them were not looked at.
function my.run(name, kind, place, members)
  local orphans, key = 0, my.base .. name
  for i, member in ipairs(members) do
    if my.is_spent(place, kind, key, member) then
      return orphans, { unpack(members, i) }
    end
    my.begun = true
    local lies
    if name == 'all' then
      lies = my.inspect_record(member)
    else
      lies = my.inspect(place, kind, key, member)
    end
    if lies then
      orphans = orphans + 1
    end
  end
  return orphans, {}
end

local counts, large, left, broken_off, rest = {}, {}, {}, '', {}

-- Looks at one key, or leaves it for another call.
local function look_at(name)
  local kind, place, size = my.place_of(name)
  local orphans, members = 0, nil
  my.work = my.work + my.MEMBER
  if not kind then
    my.mistyped[#my.mistyped + 1] = name
  elseif ARGV[4] == 'members' then
    members = { unpack(ARGV, 6) }
  elseif size > my.MOST_MEMBERS and not place.skip then
    large[#large + 1] = name
    large[#large + 1] = kind
  elseif not place.skip then
    members = my.members_of(kind, my.base .. name)
  end
  if members then
    local others
    orphans, others = my.run(name, kind, place, members)
    if others[1] and #others == #members then
      left[#left + 1] = name
      return
    elseif others[1] then
      broken_off, rest = name, others
    end
  end
  counts[#counts + 1] = place.label
  counts[#counts + 1] = orphans
end

if ARGV[4] == 'members' then
  look_at(ARGV[5])
else
  for i = 5, #ARGV do
    if rest[1] or my.work > 2 * my.MOST_WORK then
      left[#left + 1] = ARGV[i]
    else
      look_at(ARGV[i])
    end
  end
end
return { counts, my.partial, my.missing, large, left, broken_off, rest, my.damaged, my.mistyped }
