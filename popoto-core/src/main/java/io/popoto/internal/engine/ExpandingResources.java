package io.popoto.internal.engine;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Makes a user's resources work with a {@link CommandExpander}, whatever methods the interface has
 * in the version of Lettuce at hand. A mutated copy would be simpler, but Lettuce warns when a copy
 * is collected without having been shut down.
 */
final class ExpandingResources {
  private ExpandingResources() {}

  /** Returns the same resources, whose channels a {@link CommandExpander} works with as well. */
  static ClientResources of(ClientResources own) {
    NettyCustomizer both = withExpander(own.nettyCustomizer());
    return (ClientResources)
        Proxy.newProxyInstance(
            ClientResources.class.getClassLoader(),
            new Class<?>[] {ClientResources.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("nettyCustomizer")) {
                return both;
              }
              if (method.getName().equals("reconnectDelay")) {
                return ReconnectDelay.unlessChosen(own.reconnectDelay());
              }
              if (method.getName().equals("mutate")) {
                return own.mutate().nettyCustomizer(both);
              }
              try {
                return method.invoke(own, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static NettyCustomizer withExpander(NettyCustomizer theirs) {
    CommandExpander expander = new CommandExpander();
    return new NettyCustomizer() {
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
}
