-- Exact sums of decimal numbers in text, and what sorted indexes hold of them. Lua's own numbers
-- are doubles, which hold 15 digits.

my.MOST_ZEROS = 2000 -- of a written-out exponent; numbers with more are not added to
my.GROUP = 14 -- digits that are added at once

-- Sign, digits without leading zeros, and how many of them stand behind the point; nothing for a text
-- that is no number.
function my.parse_decimal(text)
  local sign, digits, rest = string.match(text, '^([+-]?)(%d*%.?%d*)(.*)$')
  local exponent = string.match(rest, '^[eE]([+-]?%d+)$')
  if not string.find(digits, '%d') or not (rest == '' or exponent) then
    return nil
  end
  local point = string.find(digits, '.', 1, true)
  local scale = (point and #digits - point or 0) - (tonumber(exponent) or 0)
  digits = string.gsub(digits, '%.', '')
  if scale < -my.MOST_ZEROS or scale > my.MOST_ZEROS then
    return nil
  elseif scale < 0 then
    digits, scale = digits .. string.rep('0', -scale), 0
  end
  return sign == '-', (string.gsub(digits, '^0+', '')), scale
end

function my.padded(digits, length)
  return string.rep('0', length - #digits) .. digits
end

-- The sum of two numbers without sign (or their difference, the first being the greater).
function my.combine(a, b, subtract)
  local length = my.GROUP * math.ceil((math.max(#a, #b) + 1) / my.GROUP)
  a, b = my.padded(a, length), my.padded(b, length)
  local groups, carry = {}, 0
  for from = length - my.GROUP + 1, 1, -my.GROUP do
    local x, y = tonumber(string.sub(a, from, from + my.GROUP - 1)), tonumber(string.sub(b, from, from + my.GROUP - 1))
    local value = subtract and x - y - carry or x + y + carry
    carry = 0
    if value < 0 then
      value, carry = value + 10 ^ my.GROUP, 1
    elseif value >= 10 ^ my.GROUP then
      value, carry = value - 10 ^ my.GROUP, 1
    end
    table.insert(groups, 1, string.format('%0' .. my.GROUP .. '.0f', value))
  end
  return (string.gsub(table.concat(groups), '^0+', ''))
end

function my.smaller(a, b)
  if #a ~= #b then
    return #a < #b
  end
  return my.before(a, b)
end

function my.add_decimals(left, right)
  local minus, a, scale = my.parse_decimal(left)
  local other_minus, b, other_scale = my.parse_decimal(right)
  if minus == nil or other_minus == nil then
    return nil
  end
  local common = math.max(scale, other_scale)
  a = string.gsub(a .. string.rep('0', common - scale), '^0+', '')
  b = string.gsub(b .. string.rep('0', common - other_scale), '^0+', '')
  local digits
  if minus == other_minus then
    digits = my.combine(a, b, false)
  elseif my.smaller(a, b) then
    minus, digits = other_minus, my.combine(b, a, true)
  else
    digits = my.combine(a, b, true)
  end
  local sign = minus and digits ~= '' and '-' or ''
  digits = my.padded(digits, math.max(common + 1, #digits))
  if common == 0 then
    return sign .. digits
  end
  return sign .. string.sub(digits, 1, -common - 1) .. '.' .. string.sub(digits, -common)
end

function my.negated(text)
  return string.sub(text, 1, 1) == '-' and string.sub(text, 2) or '-' .. text
end

-- A double as Java writes it: the fewest digits, two or more, that give it back (4.9E-324), and
-- 1.0E10 from ten million on.
function my.number_text(number)
  if number == 0 then
    return 1 / number < 0 and '-0.0' or '0.0'
  end
  local sign, lead, rest, exponent
  for digits = 1, 16 do
    local text = string.format('%.' .. digits .. 'e', number)
    if tonumber(text) ~= number then
      -- Powers of two: doubles are closer together below them, so the next text may still fit.
      text = string.gsub(text, '([0-8])e', function(digit)
        return digit + 1 .. 'e'
      end)
    end
    if tonumber(text) == number then
      sign, lead, rest, exponent = string.match(text, '^(-?)(%d)%.?(%d*)e([+-]%d+)$')
      break
    end
  end
  local power = tonumber(exponent)
  rest = string.gsub(rest, '0+$', '')
  if power >= 7 or power < -3 then
    return sign .. lead .. '.' .. (rest == '' and '0' or rest) .. 'E' .. my.whole(power)
  elseif power < 0 then
    return sign .. '0.' .. string.rep('0', -power - 1) .. lead .. rest
  end
  local digits = lead .. rest
  digits = digits .. string.rep('0', power + 1 - #digits)
  local behind = string.sub(digits, power + 2)
  return sign .. string.sub(digits, 1, power + 1) .. '.' .. (behind == '' and '0' or behind)
end

-- The sum as it is stored; nil if it cannot be formed or leaves the range [low, high]. The stored
-- text may have been edited: what Java would not read as such a number is none here.
function my.sum_of(addition, text)
  if addition.how == 'number' then
    local number = string.find(text, '^[%d.eE+-]+$') and tonumber(text)
    local sum = number and number + tonumber(addition.delta)
    return sum and sum - sum == 0 and my.number_text(sum) or nil
  elseif addition.how == 'integer' and not string.find(text, '^[+-]?%d+$') then
    return nil
  end
  local sum = my.add_decimals(text, addition.delta)
  if not sum or addition.low == '' then
    return sum
  end
  local under = my.add_decimals(sum, my.negated(addition.low))
  local over = my.add_decimals(addition.high, my.negated(sum))
  return string.sub(under, 1, 1) ~= '-' and string.sub(over, 1, 1) ~= '-' and sum or nil
end

-- Applies what a block adds; returns the new values, or nil and the name of a field out of range.
my.apply_additions = function(block, old)
  local sums = {}
  for i, addition in ipairs(block.add) do
    local field = addition.field
    local text = my.under_any_name(old, field)
    if text == nil then
      text = addition.initial
    elseif text == my.NULL then
      text = '0'
    end
    local sum = my.sum_of(addition, text)
    if not sum then
      return nil, field
    end
    sums[i] = sum
    block.set[field] = sum
    block.names[#block.names + 1] = field
    for position, index in ipairs(my.spec.indexes) do
      if index.kind == 'zset' and index.fields[1] == field and index.score == 'token' then
        local score = tonumber(sum) + 0 -- no negative zero
        if score - score ~= 0 then
          return nil, field
        end
        local exact = addition.how == 'decimal' and '0' or string.format('%.0f', score)
        block.scores[position] = string.format('%.17g', score)
        block.tokens[position] = my.decimal_token(my.add_decimals(sum, my.negated(exact)))
      end
    end
  end
  return sums
end
