package io.popoto.internal.engine;

import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.EventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.lettuce.core.tracing.Tracing;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.Timer;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Resources of a user, with whose channels a {@link CommandExpander} works. */
final class ExpandingResources implements ClientResources {
  private final ClientResources own;
  private final NettyCustomizer both;

  ExpandingResources(ClientResources own) {
    this.own = own;
    CommandExpander expander = new CommandExpander();
    NettyCustomizer theirs = own.nettyCustomizer();
    this.both =
        new NettyCustomizer() {
          @Override
          public void afterBootstrapInitialized(Bootstrap bootstrap) {
            theirs.afterBootstrapInitialized(bootstrap);
          }

          @Override
          public void afterChannelInitialized(Channel channel) {
            theirs.afterChannelInitialized(channel);
            expander.afterChannelInitialized(channel);
          }
        };
  }

  @Override
  public NettyCustomizer nettyCustomizer() {
    return both;
  }

  @Override
  public Builder mutate() {
    return own.mutate().nettyCustomizer(both);
  }

  @Override
  public Future<Boolean> shutdown() {
    return own.shutdown();
  }

  @Override
  public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit timeUnit) {
    return own.shutdown(quietPeriod, timeout, timeUnit);
  }

  @Override
  public EventPublisherOptions commandLatencyPublisherOptions() {
    return own.commandLatencyPublisherOptions();
  }

  @Override
  public CommandLatencyRecorder commandLatencyRecorder() {
    return own.commandLatencyRecorder();
  }

  @Override
  public int computationThreadPoolSize() {
    return own.computationThreadPoolSize();
  }

  @Override
  public EventBus eventBus() {
    return own.eventBus();
  }

  @Override
  public EventLoopGroupProvider eventLoopGroupProvider() {
    return own.eventLoopGroupProvider();
  }

  @Override
  public EventExecutorGroup eventExecutorGroup() {
    return own.eventExecutorGroup();
  }

  @Override
  public int ioThreadPoolSize() {
    return own.ioThreadPoolSize();
  }

  @Override
  public Delay reconnectDelay() {
    return own.reconnectDelay();
  }

  @Override
  public SocketAddressResolver socketAddressResolver() {
    return own.socketAddressResolver();
  }

  @Override
  public Timer timer() {
    return own.timer();
  }

  @Override
  public Tracing tracing() {
    return own.tracing();
  }

  @Override
  public AddressResolverGroup<?> addressResolverGroup() {
    return own.addressResolverGroup();
  }
}
