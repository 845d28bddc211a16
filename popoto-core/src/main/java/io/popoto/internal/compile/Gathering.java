package io.popoto.internal.compile;

/**
 * The part of a {@link SaveScript} that adds index entries. Of several records, new entries are
 * gathered by their key and added by one command for each key, at the end or before a record comes
 * for the second time. Nothing of that can fail, since each key has been probed.
 */
final class Gathering {
  /**
   * Makes {@code probe} and {@code put}, and for several records {@code flush} and {@code seen}.
   */
  static final String CODE =
      """
      local probe, put, flush, seen
      if many then
      local probed, gathered, lists = {}, {}, {}
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
      for i = 1, #lists do call(unpack(lists[i])) end
      gathered, lists, seen = {}, {}, {}
      end
      else probe, put = call, call end""";

  private Gathering() {}
}
