-- Whether one record satisfies a write's condition, before anything changes.

my.matches = function(json, id)
  local condition = cjson.decode(json)
  return my.filter(condition.where, { id }, condition.fields)[1] ~= nil
end
