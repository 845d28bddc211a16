-- The rights that writes need, tried before the first change: Redis does not undo what a script has
-- done when a later command of it is refused. The one place that says which commands run on which
-- keys. It stands before all else of a script, the code for the model too.
--
-- Since Redis 7 scripts can ask; before that, a command that is refused ends the script where it is.

-- What a user lacks, as text, or nil. Operations: write, delete, move, sweep, clean, clear, rebuild.
-- The records that a call names in KEYS need no look: Redis itself has tried these keys.
local function missing_right(spec, operation, record)
  if not redis.acl_check_cmd then
    return nil
  end
  local base = string.sub(KEYS[1], 1, -4)
  -- Stands for any value: a pattern that matches some values of an index only is not enough.
  local ANY = '\1any\1'
  local ARGUMENTS = {
    HSET = { 'f', 'v' },
    HSETNX = { 'f', 'v' },
    HGET = { 'f' },
    HMGET = { 'f' },
    HSTRLEN = { 'f' },
    HSCAN = { '0' },
    SSCAN = { '0' },
    ZSCAN = { '0' },
    HEXISTS = { 'f' },
    HDEL = { 'f' },
    SADD = { 'm' },
    SREM = { 'm' },
    ZADD = { '0', 'm' },
    ZREM = { 'm' },
    ZSCORE = { 'm' },
    ZRANGEBYSCORE = { '0', '0' },
    PEXPIREAT = { '0' },
    RENAME = { record },
    PUBLISH = { 'm' },
    SISMEMBER = { 'm' },
    ZRANGE = { '0', '0' },
    SCAN = { '0' },
  }
  local STEPS = {
    write = { 'add', 'remove', 'tell' },
    delete = { 'remove', 'delete', 'tell' },
    move = { 'add', 'remove', 'move', 'tell' },
    sweep = { 'remove' },
    clean = { 'look', 'mend', 'remove', 'delete' },
    -- These end with a cleaning.
    clear = { 'look', 'mend', 'remove', 'delete', 'clear', 'tell' },
    rebuild = { 'look', 'mend', 'add', 'remove', 'delete' },
  }
  local RIGHTS = {
    record = {
      look = 'EXISTS HGETALL HMGET HSTRLEN',
      add = 'EXISTS HGETALL HMGET HSET HDEL PEXPIREAT PERSIST PTTL',
      remove = 'EXISTS HGETALL PTTL',
      delete = 'DEL HMGET HSTRLEN',
      move = 'RENAME',
      clear = 'UNLINK',
    },
    all = { look = 'ZCARD ZSCORE ZRANGE ZSCAN', add = 'ZCARD ZADD', remove = 'ZREM', clear = 'UNLINK' },
    meta = { add = 'HLEN HEXISTS HGET HSET HSETNX', remove = 'HGET', clear = 'UNLINK' },
    expiry = {
      add = 'EXISTS ZCARD ZSCORE ZADD',
      remove = 'EXISTS ZSCORE ZADD ZREM ZRANGEBYSCORE',
      clear = 'UNLINK',
    },
    memo = { add = 'HLEN HSET', remove = 'HGET HDEL', clear = 'UNLINK' },
    set = { look = 'SCARD SMEMBERS SISMEMBER SSCAN', add = 'SCARD SADD', remove = 'SREM', clear = 'UNLINK' },
    zset = {
      look = 'ZCARD ZRANGE ZSCORE ZSCAN',
      mend = 'ZADD',
      add = 'ZCARD ZADD ZSCORE',
      remove = 'ZREM',
      clear = 'UNLINK',
    },
    hash = { look = 'HLEN HKEYS HGET HSCAN', add = 'HLEN HGET HSET', remove = 'HGET HDEL', clear = 'UNLINK' },
    events = { tell = 'PUBLISH' },
    server = { look = 'SCAN TIME', add = 'TIME', remove = 'TIME' },
  }
  local lacks
  local function try(kind, key)
    for _, step in ipairs(STEPS[operation]) do
      for command in string.gmatch(RIGHTS[kind][step] or '', '%u+') do
        local arguments = ARGUMENTS[command] or {}
        if key then
          arguments = { key, unpack(arguments) }
        end
        if not lacks and not redis.acl_check_cmd(command, unpack(arguments)) then
          lacks = command .. (key and ' on ' .. string.gsub(key, ANY, '*') or '')
        end
      end
    end
  end
  try('record', record)
  try('all', KEYS[1])
  for _, kind in ipairs({ 'meta', 'expiry', 'memo' }) do
    try(kind, base .. kind)
  end
  for _, index in ipairs(spec.indexes) do
    local valued = index.kind == 'set' or index.by
    try(index.kind, base .. index.at .. (valued and ':' .. ANY or ''))
    if index.null then
      try('set', base .. index.null)
    end
  end
  if spec.events then
    try('events', base .. 'events')
  end
  try('server')
  return lacks and 'NOPERM the user lacks a right that this operation needs: ' .. lacks
end
