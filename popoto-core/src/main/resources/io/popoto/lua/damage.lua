-- What scripts need for records of other specs than the call's own and for what others have damaged.
-- Its functions are made only when my.damage() is called, since the server pays for each in each call.

local function is_text(value)
  return type(value) == 'string'
end

local function are_texts(list, least)
  if type(list) ~= 'table' or #list < least then
    return false
  end
  for _, text in ipairs(list) do
    if not is_text(text) then
      return false
    end
  end
  return true
end

local KINDS = { set = true, zset = true, hash = true }
local SCORES = { text = true, sent = true, token = true }

-- Whether a table is an index as entries of it are computed, with keys under the prefix of its kind.
local function is_index(index)
  return type(index) == 'table'
    and KINDS[index.kind]
    and is_text(index.at)
    and string.find(index.at, '^[^:]+:.') ~= nil
    and are_texts(index.fields, 1)
    and (index.null == nil or is_text(index.null) and string.sub(index.null, 1, 5) == 'null:')
    and (index.as == nil or are_texts(index.as, 0))
    and (index.by == nil or index.kind == 'zset' and are_texts(index.by, 1))
    and (index.many == nil or index.kind == 'set' and type(index.many) == 'boolean')
    and (index.kind ~= 'zset' or SCORES[index.score] == true)
end

-- A spec from its JSON, or nil: what lies in :meta may have been edited.
function my.read_spec(json)
  local fine, spec = pcall(cjson.decode, json)
  if not fine or type(spec) ~= 'table' or not is_text(spec.id) or type(spec.indexes) ~= 'table' then
    return nil
  end
  for _, index in pairs(spec.indexes) do
    if not is_index(index) then
      return nil
    end
  end
  return spec
end

-- Calls visit for each spec that records may have been written under, but for this call's own.
function my.each_other_spec(visit)
  local flat = my.of_its_type('HGETALL', my.base .. 'meta') or {}
  for i = 1, #flat, 2 do
    local id = string.match(flat[i], '^spec:(.*)$')
    local spec = id and id ~= my.spec.id and my.read_spec(flat[i + 1])
    if spec and spec.id == id then
      visit(spec)
    end
  end
end

my.MOST_SEARCHED = 1000 -- entries

-- The token of a record whose memo cannot be read, found by its member in a sorted set. Where that is
-- too large for a search, the entry stays behind until cleanIndexes.
function my.token_found(index, values, id)
  local kind, key = my.entry(index, values, '', id)
  if kind ~= 'zset' then
    return nil
  end
  local text = values[index.fields[1]]
  -- What a number that its score shows exactly has, and a text, see TextOrder.java.
  for _, token in ipairs({ '0', (string.gsub(string.gsub(text, '\1', '\1\2'), '%z', '\1\1')) }) do
    if my.of_its_type('ZSCORE', key, token .. my.NULL .. id) then
      return token
    end
  end
  local score, members = tonumber(text), nil
  if score and score - score == 0 then
    score = string.format('%.17g', score)
    members = my.of_its_type('ZRANGEBYSCORE', key, score, score, 'LIMIT', 0, my.MOST_SEARCHED)
  elseif (my.of_its_type('ZCARD', key) or 0) <= my.MOST_SEARCHED then
    members = my.of_its_type('ZRANGE', key, 0, -1)
  end
  for _, member in ipairs(members or {}) do
    local at = string.find(member, my.NULL, 1, true)
    if at and string.sub(member, at + 1) == id then
      return string.sub(member, 1, at - 1)
    end
  end
  return nil
end

-- Whether the user lacks a right for the entries of a spec that is not the call's own, as text: that of
-- its own has been tried, see access.lua.
function my.cannot_remove(entries)
  if not redis.acl_check_cmd then
    return nil
  end
  local commands = { set = 'SREM', zset = 'ZREM', hash = 'HDEL' }
  for _, entry in ipairs(entries) do
    if not redis.acl_check_cmd(commands[entry[1]], entry[2], entry[3]) then
      return 'NOPERM the user lacks a right that this operation needs: '
        .. commands[entry[1]] .. ' on ' .. entry[2]
    end
  end
  return nil
end
