-- The answer of the read script: a count, groups, or a page.

-- The keys of the sets that the server can intersect, and what is left to check then; nil if the
-- driving condition is none of at least two. The server takes a fraction of the time of asking for
-- each member from here.
function my.intersection()
  local keys, rest, driven = {}, {}, false
  for _, part in ipairs(my.conjuncts) do
    if part.op == 'null' or part.op == 'eq' and part.v and #part.v == 1 then
      keys[#keys + 1] = my.set_keys(part)[1]
      driven = driven or part == my.driver
    else
      rest[#rest + 1] = part
    end
  end
  -- The server looks for each member of the smallest set in all others, if it is in all.
  if driven and keys[2] and my.least * #keys * 0.25 <= my.plan.budget then
    return keys, { op = 'and', n = rest }
  end
  return nil
end

-- What is left to check, and the ids to check.
function my.candidates()
  local keys, rest = my.intersection()
  if keys then
    local ids = call('SINTER', unpack(keys))
    my.charge(my.least * #keys * 0.25)
    my.examine(my.least - #ids)
    return rest, ids
  end
  return my.rest_of(my.driver), my.enumerate(my.driver)
end

-- The matching ids of the driving condition; nil if that turns out to be more work than expected, as
-- with large fields.
local function matching_candidates()
  local rest, ids = my.candidates()
  if not my.reads_fields then
    return my.matching(rest, ids)
  end
  local matches, some = {}, {}
  for i, id in ipairs(ids) do
    some[#some + 1] = id
    if #some == 50 or i == #ids then
      my.append(matches, my.matching(rest, some))
      some = {}
      if my.left.ids[1] or my.work > 2 * my.plan.budget and i < #ids then
        return nil
      end
    end
  end
  return matches
end

-- Where all begins in parts.
local function in_parts()
  my.segments()
  return { 'part', (my.part_driver()), 1, '', false }
end

-- What fits one call.
local may_fit = not my.plan.resume and not my.plan.parts
local function fits(more)
  local keys, rest = my.intersection()
  if not keys then
    rest = my.rest_of(my.driver)
  end
  local work = my.least * (my.cost_of(rest) + more)
  if not keys then
    work = work + my.least * my.enumeration_price(my.driver) + my.cost_of_segments(my.driver)
  end
  return may_fit and work <= my.plan.budget
end

-- Makes the functions of segments.lua, which few queries need, and drives.
local function drive_in_parts(visit)
  my.segments()
  return my.drive(visit)
end

-- A count that one index knows needs no candidates, only the expired ones in it taken off.
local countable = { all = true, none = true, eq = true, null = true, range = true }
countable.ranges = my.driver and my.driver.op == 'ranges' and not my.driver.i and my.are_counted(my.driver)
if my.plan.mode == 'count' then
  local few_expired = my.backlog * my.cost_of(my.driver) <= my.plan.budget
  if few_expired and may_fit and not my.unindexed and #my.conjuncts == 1 and countable[my.driver.op] then
    local expired, from = 0, 0
    while my.backlog > from do
      local ids = call('ZRANGE', my.expiry_key, from, math.min(from + 999, my.backlog - 1))
      expired = expired + #my.filter(my.driver, ids, my.plan.fields)
      from = from + 1000
    end
    return my.report(my.driver.at or my.driver.op, { my.least - expired })
  end
  if fits(0) then
    local ids = matching_candidates()
    if ids then
      return my.report(my.driver.at or my.driver.op, { #ids })
    end
    return my.report('parts', {}, in_parts())
  end
  -- In parts: ids, since a set may show a member twice while it is walked.
  my.plan.mode = 'ids'
  local stop = drive_in_parts(function(ids)
    my.fetch(ids, 1)
  end)
  return my.report('parts', my.out, stop)
end

if my.plan.mode == 'group' then
  local seen, groups, texts, left = {}, {}, {}, {}
  local stop = drive_in_parts(function(ids)
    for _, id in ipairs(ids) do
      if not seen[id] then
        seen[id] = true
        if my.bytes >= my.MOST_BYTES then
          -- Its value may be as large as those before: the caller reads it by itself.
          left[#left + 1] = id
        else
          local values = my.fields_of(id, my.plan.returns)
          my.work = my.work + my.GROUP_COST
          -- A record whose hash is gone is in no group, not even that of the initializer.
          if values[1] or call('EXISTS', my.record_prefix .. id) == 1 then
            local text = my.stored(values, my.plan.group)
            my.work = my.work + #text / my.BYTES_OF_ONE
            if not groups[text] then
              texts[#texts + 1] = text
              groups[text] = {}
              my.charge(my.NEW_GROUP_COST)
              my.bytes = my.bytes + #text
            end
            my.bytes = my.bytes + #id
            local group = groups[text]
            group[#group + 1] = id
          end
        end
      end
    end
  end)
  -- In parts: ids, since some may come again in another part.
  local parts = stop or not may_fit
  for i, text in ipairs(texts) do
    my.out[i] = { text, parts and groups[text] or #groups[text] }
  end
  my.packed = #texts
  return my.report('parts', my.append(my.out, left), stop)
end

-- The first in the order of a plugin's index, from the best value on.
local evenly = my.plan.resume and my.plan.resume.d == -1 and my.plan.resume.s or may_fit and my.nearest_evenly()
if evenly then
  my.nearest()
  local ids, stop = my.search_nearest(evenly)
  if not stop and not my.plan.resume then
    my.add_sorted(ids, my.wanted, my.emit)
    return my.report('nearest ' .. my.order[1].at, my.out)
  end
  my.add_sorted(ids, my.wanted, function(first)
    my.fetch(first, 1, my.wanted)
  end)
  return my.report('nearest ' .. my.order[1].at, my.out, stop or { 'end' })
end

local path = my.order_path()
if not may_fit then
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

local more = 0
if my.wanted or my.plan.mode == 'ids' then
  more = my.order_price()
elseif my.plan.mode == 'rows' then
  if not my.plan.rows then
    more = my.ROW_COST
  elseif not my.intersection() then
    more = 1 -- for its id in the reply, in which few of an intersection will be
  end
end
if fits(more) then
  local ids = matching_candidates()
  if ids and (my.wanted or my.plan.mode == 'ids') then
    ids = my.prepare_order(ids)
  end
  if not ids or my.left.ids[1] then
    return my.report('parts', {}, in_parts())
  end
  if my.wanted then
    my.add_sorted(ids, my.wanted, my.emit)
  else
    my.emit(my.plan.mode == 'ids' and my.sorted(ids) or ids)
  end
  return my.report(my.driver.at or my.driver.op, my.out)
end

-- In parts. The caller orders and pages: of each part it needs the first so many that are there.
local found = {}
local stop = drive_in_parts(function(ids)
  if my.wanted then
    my.append(found, my.prepare_order(ids))
  else
    my.fetch(ids, 1)
  end
end)
if my.wanted then
  my.add_sorted(my.distinct(found), my.wanted, function(first)
    my.fetch(first, 1, my.wanted)
  end)
end
return my.report('parts', my.out, stop or { 'end' })
