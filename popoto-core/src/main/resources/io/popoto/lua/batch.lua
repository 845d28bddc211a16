-- Writes of several records in one step, one after the other: what is stored of each, what speaks against
-- the write, deletion, and the replies. Behind it stands write.lua or delete.lua; for their arguments see
-- the former.

my.mode, my.expiry, my.condition = ARGV[1], ARGV[2], ARGV[3]
my.spec = cjson.decode(spec_json)
my.has_expiry = call('EXISTS', my.expiry_key) == 1

local MOST_ENTRIES = 1000 -- that come and go before further records are left
local entries_changed = 0

-- Why a record is not written, if so: what is stored of it is not what the mode and the version ask for.
local function refusal(version, old)
  if my.mode == 'insert' and old then
    return { 'exists' }
  elseif (my.mode == 'update' or my.mode == 'move') and not old then
    return { 'missing' }
  end
  if version ~= '' and version ~= (old and my.under_any_name(old, my.spec.version) or '0') then
    return { 'stale' }
  end
  return nil
end

local function delete(id, key, old)
  if not old then
    if my.has_expiry and call('ZSCORE', my.expiry_key, id) then
      my.reclaim(id)
    end
    return 0
  end
  local entries, its_spec = my.entries_of(id, old)
  local lacks = its_spec.id ~= my.spec.id and my.cannot_remove(entries)
  if lacks then
    return { 'error', lacks }
  end
  entries_changed = entries_changed + #entries
  my.change('DEL', key)
  my.remove_all(id, entries)
  my.publish('deleted', id)
  if my.has_expiry then
    my.forget_expiry(id)
  end
  return 1
end

-- What is stored of a record; nil if there is none.
local function stored(key)
  local flat = call('HGETALL', key)
  return flat[1] and my.to_table(flat) or nil
end

-- A server that takes no writes at all says so to the first one of a script.
local TAKES_NO_WRITES = { READONLY = true, MISCONF = true, NOREPLICAS = true }

local function reply_of(write, key, new_key)
  local reply, failure, changed = my.guarded(write, key, new_key)
  if not failure then
    return reply
  end
  my.refused = TAKES_NO_WRITES[string.match(failure, '^%u+')] and failure
  return { changed and 'unfinished' or 'error', failure }
end

-- Writes all records, by a function that takes the key of each and returns its reply.
local function write_all(write)
  if my.mode == 'move' then
    replies[1] = reply_of(write, KEYS[2], KEYS[3])
  else
    for r = first, #KEYS do
      replies[r - 1] = entries_changed > MOST_ENTRIES and 3 or reply_of(write, KEYS[r], KEYS[r])
    end
  end
  if my.refused then
    return redis.error_reply(my.refused)
  end
  local done = false
  for _, reply in ipairs(replies) do
    done = done or type(reply) == 'number' or type(reply[1]) == 'number'
  end
  if my.has_expiry and done then
    -- What cannot be swept now stays for later; the writes are done all the same.
    my.guarded(my.sweep, 4 * #replies)
  end
  return replies
end
