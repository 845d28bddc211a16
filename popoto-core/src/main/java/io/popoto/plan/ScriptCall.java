package io.popoto.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One call of a script: pure data.
 *
 * @param script the name of the script
 * @param preamble the model's own code, which stands before the script; empty for most
 * @param keys the keys that are known beforehand, the model's {@code :all} first
 * @param arguments the arguments
 * @param readOnly whether it writes nothing, so that it may run on a replica and be tried again
 * @param blocksFrom where the blocks of records begin in the arguments, one block for each key but
 *     the first; 0 if there are no blocks, or something follows them
 * @param rights names the rights that it needs, if it can be told to try them; else empty
 */
public record ScriptCall(
    String script,
    String preamble,
    List<byte[]> keys,
    List<byte[]> arguments,
    boolean readOnly,
    int blocksFrom,
    String rights) {
  /** Where arguments say what the blocks are, and whether rights are to be tried. */
  private static final int BLOCKS = 3;

  /** A call of a script without code of a model. */
  public ScriptCall(String script, List<byte[]> keys, List<byte[]> arguments, boolean readOnly) {
    this(script, "", keys, arguments, readOnly, 0, "");
  }

  /** Returns this call with the word to try the rights before anything else. */
  public ScriptCall tryingRights() {
    List<byte[]> trying = new ArrayList<>(arguments);
    byte[] blocks = arguments.get(BLOCKS);
    byte[] asking = Arrays.copyOf(blocks, blocks.length + 1);
    asking[blocks.length] = '?';
    trying.set(BLOCKS, asking);
    return new ScriptCall(script, preamble, keys, trying, readOnly, blocksFrom, rights);
  }

  /** Returns how many bytes its keys and arguments have. */
  public long size() {
    long size = 0;
    for (byte[] key : keys) {
      size += key.length;
    }
    for (byte[] argument : arguments) {
      size += argument.length;
    }
    return size;
  }

  /** Returns whether another call does the same to other records, so that one call can do both. */
  @SuppressWarnings("ReferenceEquality") // One string for each model; a longer look costs more.
  public boolean isLike(ScriptCall other) {
    if (blocksFrom == 0
        || blocksFrom != other.blocksFrom
        || preamble != other.preamble
        || !script.equals(other.script)) {
      return false;
    }
    for (int i = 0; i < blocksFrom; i++) {
      if (!Arrays.equals(arguments.get(i), other.arguments.get(i))) {
        return false;
      }
    }
    return Arrays.equals(keys.get(0), other.keys.get(0));
  }

  /**
   * Returns one call that does what these do, which are all alike: its reply is theirs together.
   */
  public static ScriptCall joined(List<ScriptCall> calls) {
    ScriptCall first = calls.get(0);
    List<byte[]> keys = new ArrayList<>(calls.size() + 1);
    List<byte[]> arguments = new ArrayList<>(calls.size() * first.arguments.size());
    keys.add(first.keys.get(0));
    arguments.addAll(first.arguments.subList(0, first.blocksFrom));
    for (ScriptCall call : calls) {
      keys.addAll(call.keys.subList(1, call.keys.size()));
      arguments.addAll(call.arguments.subList(first.blocksFrom, call.arguments.size()));
    }
    return new ScriptCall(
        first.script,
        first.preamble,
        keys,
        arguments,
        first.readOnly,
        first.blocksFrom,
        first.rights);
  }
}
