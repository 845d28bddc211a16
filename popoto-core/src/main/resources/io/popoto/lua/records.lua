-- Records as maintenance sees them: of a hash only what indexes use, read once per call.
--
-- my.work weighs what a call has done, in about microseconds; whoever goes through records stops at
-- my.MOST_WORK and says how far it came.

my.work, my.MOST_WORK = 0, 1200
my.READ, my.MEMBER, my.ENTRY = 10, 3, 2
my.BYTES = 512 -- so many bytes cost as much as a unit of work
my.LIST_BYTES = 50 -- the same for the bytes of a list whose elements are told apart

local function each_field(its_spec, visit)
  for _, index in ipairs(its_spec.indexes) do
    for _, fields in ipairs({ index.fields, index.by or {} }) do
      for _, field in ipairs(fields) do
        visit(field, index)
      end
    end
  end
end

-- The names of fields that a spec uses, former ones included; of those that hold lists, by name.
local known_names = {}
local function names_of(its_spec)
  local known = known_names[its_spec]
  if known then
    return known
  end
  local names, lists, seen = {}, {}, {}
  local function add(name)
    if not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  add('~')
  each_field(its_spec, function(field, index)
    add(field)
    if index.many then
      lists[#lists + 1] = field
    end
  end)
  for _, field in ipairs(my.spec.key) do
    add(field)
  end
  if my.spec.former then
    for _, field in ipairs({ unpack(names) }) do
      for _, former in ipairs(my.spec.former[field] or {}) do
        add(former)
      end
    end
  end
  known = { names = names, lists = lists }
  known_names[its_spec] = known
  return known
end

-- Adds fields of a record to its values. A list that is too long to be indexed is not read.
local function read_fields(record, key, its_spec)
  local of = names_of(its_spec)
  local names, long = of.names, nil
  for _, field in ipairs(of.lists) do
    if (my.of_its_type('HSTRLEN', key, field) or 0) > my.MOST_LIST_BYTES then
      long = long or {}
      long[field] = true
    end
  end
  if long then
    names = {}
    for _, name in ipairs(of.names) do
      if not long[name] then
        names[#names + 1] = name
      end
    end
    for field in pairs(long) do
      record.values[field] = ''
      record.too_long = field
    end
  end
  local row = my.of_its_type('HMGET', key, unpack(names)) or {}
  local some, bytes = long ~= nil, 0
  for i, value in ipairs(row) do
    if value then
      some = true
      bytes = bytes + #value
      record.values[names[i]] = value
    end
  end
  my.work = my.work + my.READ + bytes / my.BYTES
  return some
end

local records = {}

-- A record: values, the spec under which it was written and its tokens, whether that is unknown, and
-- the name of a list that is too long; false if there is none.
function my.record_of(id)
  local known = records[id]
  if known ~= nil then
    return known
  end
  local key = my.record_prefix .. id
  local record = { values = {} }
  if not read_fields(record, key, my.spec) and (my.of_its_type('HLEN', key) or 0) == 0 then
    records[id] = false
    return false
  end
  record.spec, record.tokens, record.unknown = my.written_as(record.values)
  if record.spec ~= my.spec then
    read_fields(record, key, record.spec)
  end
  records[id] = record
  return record
end

function my.is_known(id)
  return records[id] ~= nil
end

function my.is_partial(values)
  for _, field in ipairs(my.spec.key) do
    if not my.under_any_name(values, field) then
      return true
    end
  end
  return false
end

-- Calls visit(index, kind, key, member) for each entry of a record under a spec. Returns whether a
-- list has too many elements to have any.
function my.each_of_record(its_spec, values, tokens, id, visit)
  local count, too_many = 0, false
  local index
  local function visit_one(kind, key, member)
    count = count + 1
    visit(index, kind, key, member)
  end
  for i, one in ipairs(its_spec.indexes) do
    index = one
    too_many = my.each_entry(one, values, tokens[i], id, visit_one) or too_many
  end
  my.work = my.work + my.ENTRY * count
  return too_many
end

-- The work that it is to take a record out of its indexes.
function my.removal_of(record)
  local work = 0
  for _, index in ipairs(record.spec.indexes) do
    local list = index.many and record.values[index.fields[1]]
    work = work + 2 * my.ENTRY + (list and #list / 4 or 0)
  end
  return work
end
