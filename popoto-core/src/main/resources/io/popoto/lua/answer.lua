-- The answer of the read script: a count, groups, or a page.

-- The keys of the sets that the server can intersect, and what is left to check then; nil if the
-- driving condition is none of at least two. The server takes a fraction of the time of asking for
-- each member from here.
function my.intersection()
  local keys, rest, driven = {}, {}, false
  for _, part in ipairs(my.conjuncts) do
    local sets = (part.op == 'eq' or part.op == 'null') and my.set_keys(part) or {}
    if #sets == 1 then
      keys[#keys + 1] = sets[1]
      driven = driven or part == my.driver
    else
      rest[#rest + 1] = part
    end
  end
  if driven and keys[2] then
    return keys, { op = 'and', n = rest }
  end
  return nil
end

-- What is left to check, and the ids to check.
function my.candidates()
  local keys, rest = my.intersection()
  if keys then
    local ids = call('SINTER', unpack(keys))
    my.examine(my.least - #ids)
    return rest, ids
  end
  return my.rest_of(my.driver), my.enumerate(my.driver)
end

-- Makes the functions of segments.lua, which few queries need, and drives.
local function drive_in_parts(visit)
  my.segments()
  return my.drive(visit)
end

-- A count that one index knows needs no candidates, only the expired ones in it taken off.
local countable = { all = true, none = true, eq = true, null = true, range = true }
if my.plan.mode == 'count' then
  local few_expired = my.backlog <= my.plan.budget
  if few_expired and not my.plan.resume and not my.unindexed and #my.conjuncts == 1 and countable[my.driver.op] then
    local expired, from = 0, 0
    while my.backlog > from do
      local ids = call('ZRANGE', my.expiry_key, from, math.min(from + 999, my.backlog - 1))
      expired = expired + #my.filter(my.driver, ids, my.plan.fields)
      from = from + 1000
    end
    return my.report(my.driver.at or my.driver.op, { my.least - expired })
  end
  if my.least * (my.reads_fields and my.FIELD_COST or 1) <= my.plan.budget and not my.plan.resume then
    return my.report(my.driver.at or my.driver.op, { #my.matching(my.candidates()) })
  end
  -- In parts: ids, since a set may show a member twice while it is walked.
  my.plan.mode = 'ids'
  local stop = drive_in_parts(function(ids)
    my.fetch(ids, 1)
  end)
  return my.report('parts', my.out, stop)
end

if my.plan.mode == 'group' then
  local seen, groups, texts = {}, {}, {}
  local stop = drive_in_parts(function(ids)
    for _, id in ipairs(ids) do
      if not seen[id] then
        seen[id] = true
        local values = my.fields_of(id, my.plan.returns)
        my.work = my.work + my.FIELD_COST
        -- A record whose hash is gone is in no group, not even that of the initializer.
        if values[1] or call('EXISTS', my.record_prefix .. id) == 1 then
          local text = my.stored(values, my.plan.group)
          if not groups[text] then
            texts[#texts + 1] = text
            groups[text] = {}
          end
          local group = groups[text]
          group[#group + 1] = id
        end
      end
    end
  end)
  -- In parts: ids, since some may come again in another part.
  local parts = stop or my.plan.resume
  for i, text in ipairs(texts) do
    my.out[i] = { text, parts and groups[text] or #groups[text] }
  end
  return my.report('parts', my.out, stop)
end

local path = my.order_path()
if my.plan.resume then
  path = nil
elseif path and my.wanted then
  -- Walking the order examines about wanted / selectivity entries; sorting examines all candidates.
  local walked = my.wanted * (path.to - path.from) / math.max(my.least, 1)
  if not (my.position or my.unindexed or my.driver == path.part or walked < 2 * my.least) then
    path = nil
  end
elseif path and not my.position then
  path = nil
end
if path then
  local stop = my.walk(path)
  return my.report('order ' .. (my.order[1].at or 'all'), my.out, stop)
end

local cost = my.reads_fields and my.FIELD_COST or 1
if not my.wanted and my.plan.mode == 'rows' then
  if not my.plan.rows then
    cost = cost + my.ROW_COST
  elseif not my.intersection() then
    cost = cost + 1 -- for its id in the reply, in which few of an intersection will be
  end
end
if not my.plan.resume and my.least * cost <= my.plan.budget then
  local ids = my.matching(my.candidates())
  if my.wanted or my.plan.mode == 'ids' then
    ids = my.sorted(ids)
  end
  my.emit(ids)
  return my.report(my.driver.at or my.driver.op, my.out)
end

-- In parts. The caller orders and pages: of each part it needs the first so many that are there.
local found = {}
local stop = drive_in_parts(function(ids)
  if my.wanted then
    my.append(found, ids)
  else
    my.fetch(ids, 1)
  end
end)
if my.wanted then
  found = my.sorted(found)
  my.fetch(found, 1, my.wanted)
end
return my.report('parts', my.out, stop or { 'end' })
