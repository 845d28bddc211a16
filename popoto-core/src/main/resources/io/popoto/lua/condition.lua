-- Whether one record satisfies a write's condition, before anything changes.

local condition
my.matches = function(json, id)
  condition = condition or cjson.decode(json)
  my.forget()
  return my.filter(condition.where, { id }, condition.fields)[1] ~= nil
end
