-- The first records in the order of what a plugin computes from scores, such as a distance: the ranges
-- of scores that may hold them are searched from the best on, until no other can hold a better one.
--
-- A range is { bound, from, size, after }: no value in it is better than bound (the values of a
-- descending order are negated), it has the scores from 'from' up to from + size, and 'after' is the
-- last member that was looked at, of a range of one score. What is left when the budget is spent is
-- the state to resume from: these ranges in MessagePack. plan.resume.bound is the score of the worst
-- of those that the caller has already, if they are enough.

my.LEAST_OF_RANGE, my.MOST_OF_RANGE = 24, 250
my.MOST_READ = 16 -- records of which fields are read, before it is known how large they are

local function better(a, b)
  return a[1] < b[1]
end

-- A heap: the best range is the first.
local function push(heap, range)
  local at = #heap + 1
  heap[at] = range
  while at > 1 do
    local parent = (at - at % 2) / 2
    if not better(heap[at], heap[parent]) then
      break
    end
    heap[at], heap[parent] = heap[parent], heap[at]
    at = parent
  end
end

local function pop(heap)
  local top, last = heap[1], table.remove(heap)
  if heap[1] then
    heap[1] = last
    local at = 1
    while true do
      local child = 2 * at
      if heap[child + 1] and better(heap[child + 1], heap[child]) then
        child = child + 1
      end
      if not heap[child] or not better(heap[child], heap[at]) then
        break
      end
      heap[at], heap[child] = heap[child], heap[at]
      at = child
    end
  end
  return top
end

-- The ranges of a condition on the same index, outside of which nothing matches.
local function meets(ranges, from, to)
  for _, range in ipairs(ranges) do
    if tonumber(range[1]) < to and tonumber(range[2]) > from then
      return true
    end
  end
  return false
end

-- Visits matching ids with their values, the best first; returns what to resume from, or false.
function my.search_nearest(evenly)
  my.left = nil -- the ranges that are left are all that a call leaves
  local term = my.order[1]
  local sign = term.desc and -1 or 1
  local key = my.zset_keys(term)[1]
  local root_from, root_size, bounds_of = my.of_plugins('bounds', term.fn)(term.a)
  local value_of = my.of_plugins('criteria', term.fn)(term.a)
  local limits = my.condition_on(term)
  local resume = my.plan.resume or {}
  local behind = my.position and my.cursor_value(term, my.position.values[1])
  behind = behind and sign * behind
  local heap, found, values, counted = {}, {}, {}, {}
  local worst, checked = resume.bound and sign * value_of(tonumber(resume.bound)) or nil, 0

  local function add(from, size, least_bound)
    if limits and not meets(limits.r, from, from + size) then
      return
    end
    my.work = my.work + 3
    if call('ZCOUNT', key, my.whole(from), '(' .. my.whole(from + size)) == 0 then
      return
    end
    my.work = my.work + 6
    local least, greatest = bounds_of(from, size)
    local best, last = least, greatest
    if sign < 0 then
      best, last = -greatest, -least
    end
    if not behind or last >= behind then
      push(heap, { math.max(best, least_bound), from, size })
    end
  end

  -- Takes members of a range; returns whether it is done.
  local function take(range, most)
    local from, size, after = range[2], range[3], range[4]
    local members
    if size > 1 then
      members = call('ZRANGEBYSCORE', key, my.whole(from), '(' .. my.whole(from + size), 'WITHSCORES')
    else
      local score = my.whole(from)
      local rank = after and my.member_rank(key, score, after, true) or call('ZCOUNT', key, '-inf', '(' .. score)
      local last = call('ZCOUNT', key, '-inf', score)
      members = {}
      for i, member in ipairs(call('ZRANGE', key, rank, math.min(last, rank + most) - 1)) do
        members[2 * i - 1], members[2 * i] = member, score
      end
      if rank + most < last then
        range[4] = members[#members - 1]
      end
    end
    local ids = {}
    my.work = my.work + 4 * #members
    for i = 1, #members, 2 do
      local value = sign * value_of(tonumber(members[i + 1]))
      if not behind or value >= behind then
        ids[#ids + 1] = members[i]
        values[members[i]] = value
      end
    end
    my.examine(#members / 2 - #ids)
    for _, id in ipairs(my.matching(my.where, ids)) do
      found[#found + 1] = id
      if not behind or values[id] > behind then
        counted[#counted + 1] = values[id]
      end
    end
    return size > 1 or range[4] == after
  end

  -- Whether nothing that is left can be among the first.
  local function is_certain(bound)
    if #counted >= my.wanted and #counted >= checked + math.max(1, #counted / 8) then
      my.work = my.work + #counted / 2
      table.sort(counted)
      checked = #counted
      worst = math.min(worst or math.huge, counted[my.wanted])
    end
    return worst ~= nil and worst < bound
  end

  if resume.m then
    for _, range in ipairs(cmsgpack.unpack(ARGV[resume.m])) do
      push(heap, range)
    end
  else
    add(root_from, root_size, -math.huge)
  end
  local begun, stop = false, false
  while heap[1] and not is_certain(heap[1][1]) do
    if begun and my.spent() then
      stop = { 'part', -1, math.ceil(evenly), string.format('%.17g', heap[1][1]), cmsgpack.pack(heap) }
      break
    end
    begun = true
    local range = pop(heap)
    local missing = math.max(1, my.wanted - #counted)
    local most = math.min(my.reads_fields and my.MOST_READ or my.MOST_OF_RANGE, math.max(my.LEAST_OF_RANGE, math.ceil(missing * evenly)))
    local from, size = range[2], range[3]
    my.work = my.work + 3
    if size == 1 or call('ZCOUNT', key, my.whole(from), '(' .. my.whole(from + size)) <= most then
      if not take(range, most) then
        push(heap, range)
      end
    else
      for i = 0, 3 do
        add(from + i * size / 4, size / 4, range[1])
      end
    end
  end
  for id, value in pairs(values) do
    values[id] = sign * value
  end
  term.known = values
  return found, stop
end
