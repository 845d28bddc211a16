-- Which index entries a record has. The one place where names of index keys are joined.
--
-- An index spec is { id = 'a1b2c3', indexes = { index, … } }; an index is
--   kind    'set' (equality), 'zset' (order) or 'hash' (unique)
--   at      the declared prefix of its key, such as 'eq:status'
--   null    the key of its null set, or absent
--   fields  the fields whose values it holds; as[i] is how the i-th is normalised
--   many    whether the field is a list (JSON) whose every element has an entry
--   by      partition fields of a zset, or absent; as[i] is how the i-th of these is normalised
--   score   of a zset: 'text' (the stored text is the score), 'sent' or 'token' (see architecture)

function my.present(value)
  if not value or value == my.NULL then
    return nil
  end
  return value
end

-- What a record has of a field, under its name or a former one; spec.former[name] lists these.
function my.under_any_name(values, field)
  local value = values[field]
  for _, former in ipairs(my.spec.former and my.spec.former[field] or {}) do
    value = value or values[former]
  end
  return value
end

-- A decimal number without sign of zero, exponent and trailing zeros: 1.00, 1 and 10E-1 are one.
function my.canonical_decimal(text)
  local sign, digits, exponent = string.match(text, '^([+-]?)([%d.]+)[eE]?([+-]?%d*)$')
  if not digits then
    return text
  end
  local point = string.find(digits, '.', 1, true)
  local scale = point and #digits - point or 0
  digits = string.gsub(string.gsub(digits, '%.', ''), '^0+', '')
  if digits == '' then
    return '0'
  end
  local shift = (tonumber(exponent) or 0) - scale
  local stripped = string.gsub(digits, '0+$', '')
  shift = shift + #digits - #stripped
  return (sign == '-' and '-' or '') .. stripped .. 'e' .. my.whole(shift)
end

-- A text whose bytes order like the number: the token of a decimal, see DecimalToken.java.
function my.decimal_token(text)
  local sign, digits, exponent = string.match(my.canonical_decimal(text), '^(-?)(%d+)e(-?%d+)$')
  if not digits then
    return '0'
  end
  local magnitude = tonumber(exponent) + #digits - 1
  local usual = magnitude <= 499 and magnitude >= -499
  if sign == '' then
    return (usual and string.format('1%03d', magnitude + 500)
      or string.format('%s%011.0f', magnitude > 0 and '2' or '0', 1e10 + magnitude)) .. digits
  end
  local complement = string.gsub(digits, '%d', function(digit)
    return my.whole(9 - digit)
  end)
  return (usual and string.format('-%03d', 499 - magnitude)
    or string.format('%s%011.0f', magnitude > 0 and ',' or '.', 1e10 - magnitude)) .. complement .. '~'
end

function my.canonical(how, text)
  if how == 'decimal' then
    return my.canonical_decimal(text)
  elseif how == 'number' and text == '-0.0' then
    return '0.0'
  end
  return text
end

-- One value stands raw; several are length-prefixed, so that ("a:b", "c") is not ("a", "b:c").
function my.join_texts(texts)
  if #texts == 1 then
    return texts[1]
  end
  local parts = {}
  for i, text in ipairs(texts) do
    parts[i] = #text .. ':' .. text
  end
  return table.concat(parts)
end

function my.joined(fields, as, values)
  local texts = {}
  for i, field in ipairs(fields) do
    local text = my.present(values[field])
    if not text then
      return nil
    end
    texts[i] = as and my.canonical(as[i], text) or text
  end
  return my.join_texts(texts)
end

-- The key of an index for one joined value (equality) or partition (order).
function my.index_key(at, value)
  if value then
    return my.base .. at .. ':' .. value
  end
  return my.base .. at
end

-- The entry of a record in one index: structure, key, member. Nothing when it has none.
function my.entry(index, values, token, id)
  if index.kind == 'zset' then
    if my.present(values[index.fields[1]]) then
      local partition = index.by and my.joined(index.by, index.as, values)
      if index.by and not partition then
        return nil
      end
      if index.score == 'token' then
        if not token then
          return nil
        end
        return 'zset', my.index_key(index.at, partition), token .. my.NULL .. id
      end
      return 'zset', my.index_key(index.at, partition), id
    end
  else
    local value = my.joined(index.fields, index.as, values)
    if value then
      if index.kind == 'set' then
        return 'set', my.index_key(index.at, value), id
      end
      return 'hash', my.index_key(index.at), value
    end
  end
  if index.null then
    return 'set', my.base .. index.null, id
  end
  return nil
end

-- A list beyond either has no entries: taking them out or putting them in would hold up the server.
my.MOST_ELEMENTS, my.MOST_LIST_BYTES = 1000, 262144

-- The different elements of a record's list that are to have entries: none if it was edited by hand
-- and is no list any more. Returns nil for a list with too many.
function my.elements(index, values)
  local text = values[index.fields[1]]
  if #text > my.MOST_LIST_BYTES then
    return nil
  end
  local fine, elements = pcall(cjson.decode, text)
  local seen, different, n = {}, {}, 0
  for _, element in ipairs(fine and type(elements) == 'table' and elements or {}) do
    if type(element) == 'string' and not seen[element] then
      seen[element] = true
      n = n + 1
      different[n] = element
    end
  end
  return n <= my.MOST_ELEMENTS and different or nil
end

-- Calls visit(kind, key, member) for each entry of a record in one index. Returns true for a list
-- with too many elements.
function my.each_entry(index, values, token, id, visit)
  if not index.many then
    local kind, key, member = my.entry(index, values, token, id)
    if kind then
      visit(kind, key, member)
    end
    return false
  end
  if not my.present(values[index.fields[1]]) then
    if index.null then
      visit('set', my.base .. index.null, id)
    end
    return false
  end
  local elements = my.elements(index, values)
  if not elements then
    return true
  end
  for _, element in ipairs(elements) do
    visit('set', my.index_key(index.at, element), id)
  end
  return false
end

-- The memo of a record is the id of its spec, then length:token for each index with tokens. Returns
-- the tokens by position, and whether the memo is not one of this spec: anybody may have edited it.
function my.tokens_of(memo, its_spec)
  local tokens, at = {}, 7
  for i, index in ipairs(its_spec.indexes) do
    if index.score == 'token' then
      local length = string.match(memo, '^(%d+):', at)
      local from = length and at + #length + 1
      if not length or #length > 9 or from + length - 1 > #memo then
        return tokens, true
      end
      at = from + length
      tokens[i] = string.sub(memo, from, at - 1)
    end
  end
  return tokens, at ~= #memo + 1
end

function my.memo_of(its_spec, tokens)
  local parts = { its_spec.id }
  for i, index in ipairs(its_spec.indexes) do
    if index.score == 'token' then
      local token = tokens[i] or ''
      parts[#parts + 1] = #token .. ':' .. token
    end
  end
  return table.concat(parts)
end

my.specs = {} -- those of other ids that this call has met, false where there is none of use

-- The spec under which a memo was written. This call's own, and true, if that cannot be told.
function my.spec_of(memo, own)
  local id = memo and string.sub(memo, 1, 6)
  if not id or id == own.id then
    return own, not id
  end
  local spec = my.specs[id]
  if spec == nil then
    my.damage()
    local json = my.of_its_type('HGET', my.base .. 'meta', 'spec:' .. id)
    spec = json and my.read_spec(json) or false
    spec = spec and spec.id == id and spec
    my.specs[id] = spec
  end
  return spec or own, not spec
end

-- How a record was written, by its '~': the spec, the tokens, and whether that cannot be told. Then
-- the spec is this call's own unless the memo names one; with an id, tokens are looked for.
function my.written_as(values, id)
  local memo = values['~']
  local its_spec, unknown = my.spec_of(memo, my.spec)
  local tokens
  if not unknown then
    tokens, unknown = my.tokens_of(memo, its_spec)
  end
  if unknown then
    my.damage()
    tokens = {}
    for i, index in ipairs(id and its_spec.indexes or {}) do
      if index.score == 'token' then
        tokens[i] = my.token_found(index, values, id)
      end
    end
  end
  return its_spec, tokens, unknown
end

my.memo_key = my.base .. 'memo'

-- What :memo remembers of a record, or nil: nothing, or what nobody can read.
function my.remembered(id)
  local blob = my.of_its_type('HGET', my.memo_key, id)
  local fine, flat = pcall(cmsgpack.unpack, blob or '')
  if not fine or type(flat) ~= 'table' or #flat % 2 == 1 or #flat == 0 then
    return nil
  end
  local values = {}
  for i = 1, #flat, 2 do
    if type(flat[i]) ~= 'string' or type(flat[i + 1]) ~= 'string' then
      return nil
    end
    values[flat[i]] = flat[i + 1]
  end
  return values
end
