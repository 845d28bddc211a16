package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * Puts all commands that a {@link TrackedCommand} stands for into one buffer. Lettuce itself takes
 * a way through the channel, a promise and a buffer for each, which costs more than the command. It
 * also tells links what thread their channel has.
 */
@ChannelHandler.Sharable
final class CommandExpander extends ChannelOutboundHandlerAdapter implements NettyCustomizer {

  private static final Listener LISTENER = new Listener();
  private static final AttributeKey<Turns> TURNS = AttributeKey.valueOf(Turns.class, "popoto");

  /** Lettuce's own handlers stand before it, so that it is the first that sees what is written. */
  @Override
  public void afterChannelInitialized(Channel channel) {
    channel.pipeline().addLast("popoto-expander", this);
    channel.pipeline().addFirst("popoto-listener", LISTENER);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    TrackedCommand command = tracked(message);
    if (command == null) {
      context.write(message, promise);
      return;
    }
    command.passes(context.executor());
    command.goesOver(turns(context.channel()));
    ChannelPromise told = promise;
    if (command.isLarge()) {
      told = promise.unvoid();
      told.addListener(done -> command.flushed());
    }
    boolean several = !command.isDone() && command.commands().size() > 1;
    context.write(several ? command.commands() : message, told);
  }

  /** Stands before all others, so that it sees the bytes of a reply that takes long. */
  @ChannelHandler.Sharable
  private static final class Listener extends ChannelInboundHandlerAdapter {
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      Turns turns = context.channel().attr(TURNS).get();
      if (turns != null) {
        turns.heard();
      }
      context.fireChannelReadComplete();
    }
  }

  private static Turns turns(Channel channel) {
    Attribute<Turns> attribute = channel.attr(TURNS);
    Turns turns = attribute.get();
    if (turns == null) {
      turns = new Turns();
      attribute.set(turns);
    }
    return turns;
  }

  /** Lettuce wraps what is sent while a connection comes up. */
  private static @Nullable TrackedCommand tracked(Object message) {
    return message instanceof RedisCommand<?, ?, ?> command
        ? CommandWrapper.unwrap(command, TrackedCommand.class)
        : null;
  }
}
