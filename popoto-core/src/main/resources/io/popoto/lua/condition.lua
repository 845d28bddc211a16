-- Whether one record satisfies a write's condition, before anything changes.

matches = function(json, id)
  local condition = cjson.decode(json)
  return filter(condition.where, { id }, condition.fields)[1] ~= nil
end
