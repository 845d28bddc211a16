-- The answer of the read script: a count, groups, or a page.

local function whole_rest(node)
  -- A range of scores is wider than the criterion that it stands for.
  return node.op == 'score' and where or rest_of(node)
end

-- A count that one index knows needs no candidates, only the expired ones in it taken off.
local countable = { all = true, none = true, eq = true, null = true, range = true }
if plan.mode == 'count' then
  if not plan.resume and not unindexed and #conjuncts == 1 and countable[driver.op] then
    local expired, from = 0, 0
    while backlog > from do
      local ids = call('ZRANGE', expiry_key, from, math.min(from + 999, backlog - 1))
      expired = expired + #filter(driver, ids, plan.fields)
      from = from + 1000
    end
    return report(driver.at or driver.op, { least - expired })
  end
  if least <= plan.budget and not plan.resume then
    return report(driver.at or driver.op, { #matching(rest_of(driver), enumerate(driver)) })
  end
  -- In parts: ids, since a set may show a member twice while it is walked.
  plan.mode = 'ids'
  local stop = drive(function(node, ids)
    for _, id in ipairs(matching(whole_rest(node), ids)) do
      fetch(id)
    end
  end)
  return report('parts', out, stop)
end

if plan.mode == 'group' then
  local counts, texts = {}, {}
  local stop = drive(function(node, ids)
    for _, id in ipairs(matching(whole_rest(node), ids)) do
      local text = stored(call('HMGET', record_prefix .. id, unpack(plan.returns)), plan.group)
      work = work + FIELD_COST
      if not counts[text] then
        texts[#texts + 1] = text
      end
      counts[text] = (counts[text] or 0) + 1
    end
  end)
  for i, text in ipairs(texts) do
    out[i] = { text, counts[text] }
  end
  return report('parts', out, stop)
end

local path = order_path()
if plan.resume then
  path = nil
elseif path and wanted then
  -- Walking the order examines about wanted / selectivity entries; sorting examines all candidates.
  local walked = wanted * (path.to - path.from) / math.max(least, 1)
  if not (position or unindexed or driver == path.part or walked < 2 * least) then
    path = nil
  end
elseif path and not position then
  path = nil
end
if path then
  local stop = walk(path)
  return report('order ' .. (order[1].at or 'all'), out, stop)
end

local cost = reads_fields and FIELD_COST or 1
if not wanted and plan.mode == 'rows' then
  cost = cost + ROW_COST
end
if not plan.resume and least * cost <= plan.budget then
  local ids = matching(rest_of(driver), enumerate(driver))
  if wanted or plan.mode == 'ids' then
    ids = sorted(ids)
  end
  emit(ids)
  return report(driver.at or driver.op, out)
end

-- In parts. The caller orders and pages: of each part it needs the first so many.
local found = {}
local stop = drive(function(node, ids)
  local matched = matching(whole_rest(node), ids)
  if wanted then
    append(found, matched)
  else
    for _, id in ipairs(matched) do
      fetch(id)
    end
  end
end)
if wanted then
  found = sorted(found)
  for i = 1, math.min(wanted, #found) do
    fetch(found[i])
  end
end
return report('parts', out, stop or { 'end' })
