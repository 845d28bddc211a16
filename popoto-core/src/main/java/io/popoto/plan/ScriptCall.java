package io.popoto.plan;

import java.util.List;

/**
 * One call of a script: pure data.
 *
 * @param script the name of the script
 * @param preamble the model's own code, which stands before the script; empty for most
 * @param keys the keys that are known beforehand, the model's {@code :all} first
 * @param arguments the arguments
 * @param readOnly whether it writes nothing, so that it may run on a replica and be tried again
 */
public record ScriptCall(
    String script, String preamble, List<byte[]> keys, List<byte[]> arguments, boolean readOnly) {

  /** A call of a script without code of a model. */
  public ScriptCall(String script, List<byte[]> keys, List<byte[]> arguments, boolean readOnly) {
    this(script, "", keys, arguments, readOnly);
  }
}
