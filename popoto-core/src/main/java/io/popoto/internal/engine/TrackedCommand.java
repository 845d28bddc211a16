package io.popoto.internal.engine;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A command that knows whether it has been handed to the socket. */
final class TrackedCommand extends AsyncCommand<byte[], byte[], @Nullable Object> {
  private volatile boolean written;

  TrackedCommand(ProtocolKeyword keyword, CommandArgs<byte[], byte[]> arguments) {
    super(new Command<>(keyword, new ReplyOutput(), arguments));
  }

  @Override
  public void encode(ByteBuf buffer) {
    written = true;
    super.encode(buffer);
  }

  /** Returns false only if nothing of it can have reached the server. */
  boolean written() {
    return written;
  }
}
