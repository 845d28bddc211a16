package io.popoto.internal.engine;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import io.popoto.internal.codec.Text;
import io.popoto.plan.ScriptCall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of EVAL and its like. They are put together when they are written, and then at
 * once: of a call that is joined with others nothing is made for naught, nor an object for each
 * argument.
 */
final class ScriptArguments extends CommandArgs<byte[], byte[]> {
  private final byte[] script;
  private final int count;

  /** Null once they are written: a reply that takes long must not keep them. */
  private volatile @Nullable ScriptCall call;

  /**
   * Creates them.
   *
   * @param script the script's text, or its SHA
   */
  ScriptArguments(String script, ScriptCall call) {
    super(ByteArrayCodec.INSTANCE);
    this.script = Text.bytes(script);
    this.call = call;
    this.count = 2 + call.keys().size() + call.arguments().size();
  }

  /** Returns them as Lettuce shows arguments, for those who trace commands. */
  @Override
  public String toCommandString() {
    ScriptCall call = this.call;
    if (call == null) {
      return Text.string(script) + " (sent)";
    }
    return new CommandArgs<>(ByteArrayCodec.INSTANCE)
        .add(Text.string(script))
        .add(call.keys().size())
        .addKeys(call.keys())
        .addValues(call.arguments())
        .toCommandString();
  }

  /** Drops what will never be written. */
  void forget() {
    call = null;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void encode(ByteBuf buffer) {
    ScriptCall call = Objects.requireNonNull(this.call, "sent once only");
    byte[] keyCount = Text.bytes(Integer.toString(call.keys().size()));
    int size = BulkStrings.sizeOf(script) + BulkStrings.sizeOf(keyCount);
    for (byte[] key : call.keys()) {
      size += BulkStrings.sizeOf(key);
    }
    for (byte[] argument : call.arguments()) {
      size += BulkStrings.sizeOf(argument);
    }
    byte[] bytes = new byte[size];
    int at = BulkStrings.put(script, bytes, 0);
    at = BulkStrings.put(keyCount, bytes, at);
    for (byte[] key : call.keys()) {
      at = BulkStrings.put(key, bytes, at);
    }
    for (byte[] argument : call.arguments()) {
      at = BulkStrings.put(argument, bytes, at);
    }
    buffer.writeBytes(bytes);
    this.call = null;
  }
}
