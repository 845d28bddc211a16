package io.popoto.internal.engine;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.IOUringProvider;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** The options of Lettuce: ours, then those of the user, then those that delivery depends on. */
final class ClientSettings {
  private static final Set<String> KEEP_ALIVE =
      Set.of("TCP_KEEPIDLE", "TCP_KEEPINTERVAL", "TCP_KEEPCOUNT");
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);
  private static final int PROBES = 3;

  /** Timeouts beyond it are as good as none, and the system counts milliseconds in 32 bits. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private ClientSettings() {}

  /**
   * Returns the options.
   *
   * @param attempt how long one attempt to connect may take
   */
  static ClientOptions of(EngineConfig config, Duration attempt) {
    SocketOptions.Builder socket =
        SocketOptions.builder()
            .connectTimeout(attempt)
            .tcpUserTimeout(userTimeout(config.timeout()));
    if (canKeepAlive()) {
      socket.keepAlive(keepAlive());
    } else {
      socket.keepAlive(true);
    }
    return config
        .options()
        .apply(ClientOptions.builder().socketOptions(socket.build()))
        // Delivery depends on these: nothing is queued while disconnected, nothing is sent twice.
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        // Calls in flight are bounded here; one of them may be many commands.
        .requestQueueSize(Integer.MAX_VALUE)
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
        // What goes over a connection that knows replicas only reads, see Links.
        .readOnlyCommands(command -> true)
        .build();
  }

  /** An idle connection that was dropped without a word ends before a call meets it. */
  private static SocketOptions.KeepAliveOptions keepAlive() {
    return SocketOptions.KeepAliveOptions.builder()
        .enable()
        .idle(IDLE)
        .interval(BETWEEN_PROBES)
        .count(PROBES)
        .build();
  }

  private static boolean hasNativeTransport() {
    return EpollProvider.isAvailable() || IOUringProvider.isAvailable();
  }

  private static boolean canKeepAlive() {
    if (hasNativeTransport()) {
      return true;
    }
    try (SocketChannel channel = SocketChannel.open()) {
      return channel.supportedOptions().stream()
          .map(java.net.SocketOption::name)
          .collect(Collectors.toSet())
          .containsAll(KEEP_ALIVE);
    } catch (IOException e) {
      return false;
    }
  }

  /** Unacknowledged bytes end a connection, where the transport of the system can do that. */
  private static SocketOptions.TcpUserTimeoutOptions userTimeout(Duration timeout) {
    Duration bounded = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    return SocketOptions.TcpUserTimeoutOptions.builder()
        .tcpUserTimeout(bounded.multipliedBy(2))
        .enable(hasNativeTransport())
        .build();
  }
}
