package io.popoto.internal.engine;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Puts all commands that a {@link TrackedCommand} stands for into one buffer. Lettuce itself takes
 * a way through the channel, a promise and a buffer for each, which costs more than the command. It
 * also tells links what thread their channel has.
 */
@ChannelHandler.Sharable
final class CommandExpander extends ChannelOutboundHandlerAdapter implements NettyCustomizer {

  /** Lettuce's own handlers stand before it, so that it is the first that sees what is written. */
  @Override
  public void afterChannelInitialized(Channel channel) {
    channel.pipeline().addLast("popoto-expander", this);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof TrackedCommand command) {
      command.passes(context.executor());
      boolean several = !command.isDone() && command.commands().size() > 1;
      context.write(several ? command.commands() : command, promise);
    } else {
      context.write(message, promise);
    }
  }
}
