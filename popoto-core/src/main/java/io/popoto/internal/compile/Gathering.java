package io.popoto.internal.compile;

/**
 * The part of a {@link SaveScript} that adds index entries. Of several records, new entries are
 * gathered by their key and added by one command for each key, at the end or before a record comes
 * for the second time. What of that should fail although each key has been probed leaves these
 * records unfinished.
 */
final class Gathering {
  /**
   * Makes {@code probe} and {@code put}, and for several records {@code flush} and {@code seen}.
   */
  static final String CODE =
      """
      local changed = false
      local probe, put, flush, seen
      if many then
      local probed, gathered, lists, flushed = {}, {}, {}, first
      seen = {}
      probe = function(command, key)
      if not probed[key] then call(command, key) probed[key] = true end
      end
      put = function(command, key, one, two)
      local list = gathered[key]
      if not list then
      list = { command, key }
      gathered[key] = list
      lists[#lists + 1] = list
      end
      local n = #list
      list[n + 1] = one
      if two then list[n + 2] = two end
      end
      flush = function()
      local fine, failure = pcall(function()
      for i = 1, #lists do call(unpack(lists[i])) end
      end)
      if not fine then
      failure = type(failure) == 'table' and failure.err or tostring(failure)
      for i = flushed - 1, first - 2 do
      local reply = replies[i]
      if type(reply) == 'number' or type(reply[1]) == 'number' then
      replies[i] = { 'unfinished', failure }
      end
      end
      end
      gathered, lists, seen, flushed = {}, {}, {}, first
      end
      else probe, put = call, call end\
      """;

  private Gathering() {}
}
