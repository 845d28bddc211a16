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
-- Reply: for each record 1, or missing, changed or unique

my.spec_json = ARGV[1]
my.spec = cjson.decode(my.spec_json)

my.at = 2
function my.take()
  my.at = my.at + 1
  return ARGV[my.at - 1]
end

function my.reindex(key, read, fill, scores, tokens)
  local id = string.sub(key, #my.record_prefix + 1)
  local flat = my.flat_record(key)
  if not flat[1] then
    return 'missing'
  end
  local values = my.to_table(flat)
  for name, text in pairs(read) do
    if (my.under_any_name(values, name) or '\0\1') ~= text then
      return 'changed'
    end
  end
  for name, text in pairs(fill) do
    if not values[name] then
      call('HSET', key, name, text)
    end
  end
  local memo = values['~']
  if memo then
    local old_spec = my.spec_of(memo, my.spec)
    local old_tokens = my.tokens_of(memo, old_spec)
    for i, index in ipairs(old_spec.indexes) do
      my.each_entry(index, values, old_tokens[i], id, function(kind, index_at, member)
        my.remove(kind, index_at, member, id)
      end)
    end
  end
  for name, text in pairs(fill) do
    values[name] = values[name] or text
  end
  local result = 1
  for i, index in ipairs(my.spec.indexes) do
    my.each_entry(index, values, tokens[i], id, function(kind, index_at, member)
      if kind == 'zset' then
        local score = index.score == 'text' and values[index.fields[1]] or scores[i]
        call('ZADD', index_at, score, member)
      elseif kind == 'hash' then
        local owner = call('HGET', index_at, member)
        if owner and owner ~= id and call('EXISTS', my.record_prefix .. owner) == 1 then
          result = 'unique'
        else
          call('HSET', index_at, member, id)
        end
      elseif kind then
        call('SADD', index_at, member)
      end
    end)
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
  return result
end

local replies = {}
for r = 2, #KEYS do
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
    scores[position], tokens[position] = my.take(), my.take()
  end
  replies[r - 1] = my.reindex(KEYS[r], read, fill, scores, tokens)
end
call('HSET', my.base .. 'meta', 'layout', '1', 'spec:' .. my.spec.id, my.spec_json)
if #KEYS == 1 then
  call('HSET', my.base .. 'meta', 'current', my.spec.id)
end
return replies
