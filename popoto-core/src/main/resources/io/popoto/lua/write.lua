-- Writes records: each with its hash, every index, unique values and expiry, in one atomic step.
--
-- Before it stands what SaveScript.java makes of the model: spec_json, columns (its fields), sent
-- (its indexes whose scores are sent), and code that has perhaps already written the first records;
-- replies are theirs, and KEYS[first], whose block begins at ARGV[at], is the next one to write.
--
-- KEYS[1]   the model's key ":all"
-- KEYS[2…]  the records' keys, one per block; for 'move' the old key and the new one
-- ARGV[1]   mode: insert, upsert, update, delete or move
-- ARGV[2]   expiry: '' for none, 'keep', '+ms' from now, '@ms' since the epoch
-- ARGV[3]   condition (JSON, see match.lua) or ''; its operands are at the end of ARGV
-- ARGV[4]   'whole' or 'parts': what the blocks are; followed by '?', rights are to be tried
-- ARGV[5…]  a block for each record. Whole: expected version ('' when unversioned), the value of each
--           column (00 01 for none), score and token of each index of sent.
--           Parts: expected version, number of fields set, of fields nulled, of scores sent, of
--           additions; then name, value …; name …; index position, score, token …; field, how
--           (integer, decimal or number), delta, initial value, least and greatest value …
-- The spec (JSON, see entries.lua) has also 'keep': fields whose stored value wins, and 'former':
-- former names of fields.
--
-- Reply: for each record 1 (changed), 2 (created), 0 (nothing to delete), 3 (left for another call, since
-- those before it had so many entries), or { 1 or 2, kept values … }, { 1, sums … } after additions, or
-- a refusal { reason, detail … }: exists, missing, stale,
-- condition, unique, taken, range, score, damaged, error; unfinished is a failure after a change.

my.meta_key = my.base .. 'meta'

local ADD = { set = 'SADD', zset = 'ZADD', hash = 'HSET' }
local COUNT = { set = 'SCARD', zset = 'ZCARD', hash = 'HLEN' }

local function set_expiry(id, key, values)
  if my.expiry == 'keep' then
    if my.has_expiry and call('ZSCORE', my.expiry_key, id) then
      my.change('HSET', my.memo_key, id, my.memo_blob(values))
    end
  elseif my.expiry ~= '' then
    local moment = tonumber(string.sub(my.expiry, 2))
    if string.sub(my.expiry, 1, 1) == '+' then
      moment = my.now() + moment
    end
    my.change('ZADD', my.expiry_key, my.whole(moment), id)
    my.change('HSET', my.memo_key, id, my.memo_blob(values))
    my.change('PEXPIREAT', key, my.whole(moment))
    my.has_expiry = true
  elseif my.has_expiry and my.change('ZREM', my.expiry_key, id) == 1 then
    my.change('PERSIST', key)
    my.change('HDEL', my.memo_key, id)
  end
end

-- The entries of a list that come and go.
local function list_differences(index, id, old, new, removals, additions)
  local gone = {}
  if old then
    my.each_entry(index, old, nil, id, function(_, key)
      gone[key] = true
    end)
  end
  my.each_entry(index, new, nil, id, function(kind, key, member)
    if gone[key] then
      gone[key] = nil
    else
      additions[#additions + 1] = { kind, key, member }
    end
  end)
  for key in pairs(gone) do
    removals[#removals + 1] = { 'set', key, id, id }
  end
end

-- An index that is divided is another than that of the same field which is not.
local function identity(index)
  return index.kind .. (index.by and '/' or ':') .. index.at
end

-- For each index the position of the same one in the spec under which the old state was written.
local positions_by_spec = {}
local function positions_in(old_spec)
  local at, positions = {}, positions_by_spec[old_spec.id]
  if positions then
    return positions
  end
  positions = {}
  positions_by_spec[old_spec.id] = positions
  for i, index in ipairs(old_spec.indexes) do
    at[identity(index)] = i
  end
  for i, index in ipairs(my.spec.indexes) do
    local position = at[identity(index)]
    local before = old_spec.indexes[position]
    if before and before.score == index.score and before.fields[1] == index.fields[1] then
      positions[i] = position
    end
  end
  return positions
end

-- The differences between the entries of the old state and of the new one. Nothing is written here.
-- Positions are those of positions_in.
-- Returns removals, additions, dead owners of unique values and, if such a value is taken, the
-- position of its index; else perhaps that of an index in which the record gets its first entry
-- without a score: it was in no partition so far, and this write does not know the sorted field; or
-- the name of a field whose stored text, edited by others, is no score.
local function differences(id, old_id, old, new, old_spec, positions, old_tokens, tokens, scores, damaged)
  local removals, additions, dead = {}, {}, {}
  local same = old and not damaged and old_spec.id == my.spec.id and id == old_id
  if old and not same then
    for i, index in ipairs(old_spec.indexes) do
      my.each_entry(index, old, old_tokens[i], old_id, function(kind, key, member)
        removals[#removals + 1] = { kind, key, member, old_id }
      end)
    end
  end
  for i, index in ipairs(my.spec.indexes) do
    if index.many then
      if not same or old[index.fields[1]] ~= new[index.fields[1]] then
        list_differences(index, id, same and old, new, removals, additions)
      end
    else
      local kind, key, member = my.entry(index, new, tokens[i], id)
      local old_kind, old_key, old_member
      local before = old and old_spec.indexes[positions[i]]
      if before then
        old_kind, old_key, old_member = my.entry(before, old, old_tokens[positions[i]], old_id)
      end
      local moved = not same or kind ~= old_kind or key ~= old_key or member ~= old_member
      if same and moved and old_kind then
        removals[#removals + 1] = { old_kind, old_key, old_member, id }
      end
      if kind == 'zset' then
        local field = index.fields[1]
        if moved or old[field] ~= new[field] then
          local score = index.score == 'text' and new[field] or scores[i]
          if score == new[field] and not (string.find(score, '^[%d.eE+-]+$') and tonumber(score)) then
            return removals, additions, dead, nil, nil, field
          end
          if not score and old_kind == 'zset' then
            score = call('ZSCORE', old_key, old_member)
          end
          if score then
            additions[#additions + 1] = { 'zset', key, score, member }
          elseif same and ARGV[4] == 'parts' then
            return removals, additions, dead, nil, i
          end
        end
      elseif kind == 'hash' and moved then
        local owner = call('HGET', key, member)
        if owner and owner ~= id and owner ~= old_id then
          if call('EXISTS', my.record_prefix .. owner) == 1 then
            return removals, additions, dead, i
          end
          dead[#dead + 1] = owner
        end
        additions[#additions + 1] = { 'hash', key, member, id }
      elseif kind and moved then
        additions[#additions + 1] = { kind, key, member }
      end
    end
  end
  return removals, additions, dead
end

local function take()
  at = at + 1
  return ARGV[at - 1]
end

local function take_whole()
  local block = { version = take(), set = {}, names = columns, scores = {}, tokens = {}, add = {} }
  for _, name in ipairs(columns) do
    local value = take()
    block.set[name] = value ~= '\0\1' and value
  end
  for _, position in ipairs(sent) do
    local score, token = take(), take()
    if score ~= '' then
      block.scores[position], block.tokens[position] = score, token
    end
  end
  return block
end

-- Reads one block of arguments.
local function take_block()
  if ARGV[4] == 'whole' then
    return take_whole()
  end
  local block = { version = take(), set = {}, names = {}, scores = {}, tokens = {}, add = {} }
  local sets, nulls, scores = tonumber(take()), tonumber(take()), tonumber(take())
  local additions = tonumber(take())
  for _ = 1, sets do
    local name = take()
    block.names[#block.names + 1] = name
    block.set[name] = take()
  end
  for _ = 1, nulls do
    local name = take()
    block.names[#block.names + 1] = name
    block.set[name] = false
  end
  for _ = 1, scores do
    local position = tonumber(take())
    block.scores[position], block.tokens[position] = take(), take()
  end
  for i = 1, additions do
    block.add[i] = {
      field = take(),
      how = take(),
      delta = take(),
      initial = take(),
      low = take(),
      high = take(),
    }
  end
  return block
end

local function write(key, new_key, block)
  local old_id = string.sub(key, #my.record_prefix + 1)
  local id = string.sub(new_key, #my.record_prefix + 1)
  local old = stored(key)
  local refused = refusal(block.version, old)
  if refused then
    return refused
  end
  if my.condition ~= '' and (not old or not my.matches(my.condition, old_id)) then
    return { old and 'condition' or 'missing' }
  end
  if my.mode == 'delete' then
    return delete(id, key, old)
  end
  if my.mode == 'move' and call('EXISTS', new_key) == 1 then
    return { 'taken' }
  end

  local kept
  if block.add[1] then
    local sums, out_of_range = my.apply_additions(block, old)
    if not sums then
      return { 'range', out_of_range }
    end
    kept = sums
  elseif old and my.spec.keep then
    kept = {}
    for i, field in ipairs(my.spec.keep) do
      kept[i] = my.present(my.under_any_name(old, field)) or false
      if kept[i] and block.set[field] ~= nil then
        block.set[field] = kept[i]
        for position, index in ipairs(my.spec.indexes) do
          if index.fields[1] == field then
            block.scores[position], block.tokens[position] = nil, nil
          end
        end
      end
    end
  end
  local new = old and setmetatable(block.set, { __index = old }) or block.set
  local old_spec, old_tokens, damaged = my.spec, {}, false
  if old then
    old_spec, old_tokens, damaged = my.written_as(old, old_id)
  end
  local tokens = block.tokens
  local positions = positions_in(old_spec)
  for i, position in pairs(positions) do
    if my.present(new[my.spec.indexes[i].fields[1]]) then
      tokens[i] = tokens[i] or old_tokens[position]
    end
  end
  for i, index in ipairs(damaged and my.spec.indexes or {}) do
    if index.score == 'token' and not tokens[i] and my.present(new[index.fields[1]]) then
      return { 'damaged', index.fields[1] }
    end
  end
  local removals, additions, dead, taken, unplaced, edited =
    differences(id, old and old_id, old, new, old_spec, positions, old_tokens, tokens, block.scores, damaged)
  if taken then
    local reply = { 'unique', taken }
    for _, field in ipairs(my.spec.indexes[taken].fields) do
      reply[#reply + 1] = new[field]
    end
    return reply
  elseif unplaced then
    return { 'score', my.spec.indexes[unplaced].fields[1] }
  elseif edited then
    return { 'damaged', edited }
  end
  local lacks = old_spec.id ~= my.spec.id and my.cannot_remove(removals)
  if lacks then
    return { 'error', lacks }
  end
  for _, addition in ipairs(additions) do
    call(COUNT[addition[1]], addition[2])
  end
  if not old or damaged or id ~= old_id then
    call('ZCARD', KEYS[1])
  end
  if not old or damaged or old_spec.id ~= my.spec.id then
    call('HLEN', my.meta_key)
  end
  if my.has_expiry or (my.expiry ~= '' and my.expiry ~= 'keep') then
    call('ZCARD', my.expiry_key)
    call('HLEN', my.memo_key)
    my.now()
  end

  -- From here on the record changes; everything that could fail has been tried.
  entries_changed = entries_changed + #removals + #additions
  local lapsed = my.has_expiry and (not old or id ~= old_id) and call('ZSCORE', my.expiry_key, id)
  if lapsed then
    my.reclaim(id)
  end
  for _, owner in ipairs(dead) do
    my.reclaim(owner)
  end
  if id ~= old_id and old then
    my.change('RENAME', key, new_key)
    my.change('ZREM', KEYS[1], old_id)
    if my.has_expiry then
      local left = call('ZSCORE', my.expiry_key, old_id)
      my.forget_expiry(old_id)
      if left then
        my.change('ZADD', my.expiry_key, left, id)
      end
    end
  end
  for _, removal in ipairs(removals) do
    my.remove(unpack(removal))
  end
  local fields, nulls = {}, {}
  for _, name in ipairs(block.names) do
    local value = block.set[name]
    if value then
      fields[#fields + 1] = name
      fields[#fields + 1] = value
    elseif value == false and old then
      nulls[#nulls + 1] = name
    end
  end
  local memo = my.memo_of(my.spec, tokens)
  if not old or memo ~= old['~'] then
    fields[#fields + 1] = '~'
    fields[#fields + 1] = memo
  end
  block.set['~'] = memo
  if fields[1] then
    my.change('HSET', new_key, unpack(fields))
  end
  if nulls[1] then
    my.change('HDEL', new_key, unpack(nulls))
  end
  for _, addition in ipairs(additions) do
    my.change(ADD[addition[1]], unpack(addition, 2))
  end
  if not old or damaged or id ~= old_id then
    my.change('ZADD', KEYS[1], 0, id)
  end
  if not old or damaged or old_spec.id ~= my.spec.id then
    if my.change('HSETNX', my.meta_key, 'spec:' .. my.spec.id, spec_json) == 1 then
      my.change('HSETNX', my.meta_key, 'layout', '1')
      my.change('HSETNX', my.meta_key, 'current', my.spec.id)
    end
  end
  set_expiry(id, new_key, new)
  local done = old and 1 or 2
  if my.spec.events then
    local changed
    for _, name in ipairs(block.names) do
      if old and block.set[name] ~= (old[name] or false) then
        changed = changed or {}
        changed[#changed + 1] = name
      end
    end
    if old and id ~= old_id then
      my.publish('deleted', old_id)
      my.publish('created', id)
    elseif not old then
      my.publish('created', id)
    elseif changed then
      my.publish('changed', id, changed)
    end
  end
  if kept then
    return { done, unpack(kept) }
  end
  return done
end

return write_all(function(key, new_key)
  return write(key, new_key, take_block())
end)
