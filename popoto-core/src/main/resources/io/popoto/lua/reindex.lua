-- Indexes records by what is stored in them, whatever their index entries were.
--
-- KEYS[1]   the model's key ":all"
-- KEYS[2…]  the records' keys, one per block
-- ARGV[1]   index spec (JSON, see entries.lua)
-- ARGV[2…]  a block for each record: number of fields read, of fields to fill in, of scores; then
--           name, text (00 01 for none) …; name, text …; index position, score, token …
--
-- A score is only as good as the text that it was computed from: where that has changed meanwhile,
-- the record is refused and has to be read again.
--
-- Without records, all have been indexed: from now on no rebuild is needed.
--
-- Reply: for each record, up to the one with which the call has done enough: 1, missing, changed or
-- unique, or { 1, note … }: what it is not indexed by

my.spec_json = ARGV[1]
my.spec = cjson.decode(my.spec_json)
local lacks = missing_right(my.spec, 'rebuild', my.record_prefix .. '\1any\1')
if lacks then
  return redis.error_reply(lacks)
end

my.at = 2
function my.take()
  my.at = my.at + 1
  return ARGV[my.at - 1]
end

my.COUNT = { set = 'SCARD', zset = 'ZCARD', hash = 'HLEN' }

-- The entries that a record is to have, without those under keys of another type; of these and of
-- lists that are too long, notes. Nothing if a score is not one: then the text has just changed.
function my.new_entries(id, values, scores, tokens, notes)
  local entries, is_score = {}, true
  local too_many = my.each_of_record(my.spec, values, tokens, id, function(index, kind, key, member)
    local score = kind == 'zset' and (index.score == 'text' and values[index.fields[1]] or scores[index])
    local number = tonumber(score or 0)
    if not my.of_its_type(my.COUNT[kind], key) then
      notes[#notes + 1] = string.sub(key, #my.base + 1) .. ' is a key of another type'
    elseif kind == 'zset' and (not score or not number or number ~= number) then
      is_score = false
    else
      entries[#entries + 1] = { kind, key, member, score }
    end
  end)
  if too_many then
    notes[#notes + 1] = 'a list has more elements than can be indexed'
  end
  return is_score and entries
end

function my.reindex(key, read, fill, scores, tokens)
  local id = string.sub(key, #my.record_prefix + 1)
  local record = my.record_of(id)
  if not record then
    return 'missing'
  end
  local values = record.values
  for name, text in pairs(read) do
    if (my.under_any_name(values, name) or '\0\1') ~= text then
      return 'changed'
    end
  end
  if record.unknown then
    record.tokens = select(2, my.written_as(values, id))
  end
  local old = {}
  my.each_of_record(record.spec, values, record.tokens, id, function(_, kind, index_at, member)
    old[#old + 1] = { kind, index_at, member }
  end)
  local filled = {}
  for name, text in pairs(fill) do
    if not values[name] then
      filled[name], values[name] = text, text
    end
  end
  local notes = {}
  if record.too_long then
    notes[1] = record.too_long .. ' is longer than a list that can be indexed'
  end
  local entries = my.new_entries(id, values, scores, tokens, notes)
  if not entries then
    return 'changed'
  end
  -- From here on the record changes; everything that could fail has been tried.
  for name, text in pairs(filled) do
    call('HSET', key, name, text)
  end
  for _, entry in ipairs(old) do
    my.remove(entry[1], entry[2], entry[3], id)
  end
  my.work = my.work + my.ENTRY * (#old + 2 * #entries)
  local result = 1
  for _, entry in ipairs(entries) do
    local kind, index_at, member = unpack(entry)
    if kind == 'zset' then
      call('ZADD', index_at, entry[4], member)
    elseif kind == 'hash' then
      local owner = call('HGET', index_at, member)
      if owner and owner ~= id and call('EXISTS', my.record_prefix .. owner) == 1 then
        result = 'unique'
      else
        call('HSET', index_at, member, id)
      end
    else
      call('SADD', index_at, member)
    end
  end
  values['~'] = my.memo_of(my.spec, tokens)
  call('HSET', key, '~', values['~'])
  call('ZADD', KEYS[1], 0, id)
  local left = call('PTTL', key)
  if left >= 0 then
    call('ZADD', my.expiry_key, my.whole(my.now() + left), id)
    call('HSET', my.memo_key, id, my.memo_blob(values))
  else
    my.forget_expiry(id)
  end
  return notes[1] and { result, unpack(notes) } or result
end

for key, command in pairs({ [KEYS[1]] = 'ZCARD', [my.expiry_key] = 'ZCARD', [my.memo_key] = 'HLEN' }) do
  call(command, key)
end
call('HLEN', my.base .. 'meta')
local replies = {}
for r = 2, #KEYS do
  if my.work > my.MOST_WORK then
    break
  end
  local reads, fills, count = tonumber(my.take()), tonumber(my.take()), tonumber(my.take())
  local read, fill, scores, tokens = {}, {}, {}, {}
  for _ = 1, reads do
    local name = my.take()
    read[name] = my.take()
  end
  for _ = 1, fills do
    local name = my.take()
    fill[name] = my.take()
  end
  for _ = 1, count do
    local position = tonumber(my.take())
    scores[my.spec.indexes[position]], tokens[position] = my.take(), my.take()
  end
  replies[r - 1] = my.reindex(KEYS[r], read, fill, scores, tokens)
end
call('HSET', my.base .. 'meta', 'layout', '1', 'spec:' .. my.spec.id, my.spec_json)
if #KEYS == 1 then
  call('HSET', my.base .. 'meta', 'current', my.spec.id)
end
return replies
