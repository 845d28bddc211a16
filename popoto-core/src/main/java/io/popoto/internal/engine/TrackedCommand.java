package io.popoto.internal.engine;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A command that knows whether it has been handed to the socket, and tells its link of that and of
 * the reply, even of one that nobody waits for any more.
 */
final class TrackedCommand extends AsyncCommand<byte[], byte[], @Nullable Object> {
  private volatile boolean written;
  private volatile @Nullable Link link;

  TrackedCommand(ProtocolKeyword keyword, CommandArgs<byte[], byte[]> arguments) {
    super(new Command<>(keyword, new ReplyOutput(), arguments));
  }

  /** Says whom to tell; to be called before the command is sent. */
  void sentOver(Link newLink) {
    link = newLink;
  }

  @Override
  public void encode(ByteBuf buffer) {
    IoThreads.mark();
    written = true;
    Link over = link;
    if (over != null) {
      over.wrote();
    }
    super.encode(buffer);
  }

  /** Called when the server has replied, be it with an error. */
  @Override
  public void complete() {
    IoThreads.mark();
    Link over = link;
    if (over != null) {
      over.heard();
    }
    super.complete();
  }

  /** Returns whether this runs a script that must not write, which servers know since Redis 7. */
  boolean isReadOnlyScript() {
    return getType() == CommandType.EVALSHA_RO || getType() == CommandType.EVAL_RO;
  }

  /** Returns false only if nothing of it can have reached the server. */
  boolean written() {
    return written;
  }
}
