package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.popoto.Popoto;
import io.popoto.async.Faults.Parcel;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the system is told about the sockets, asked back from it, in a JVM for each transport. */
class SocketOptionsIT {
  private static final String EPOLL = "io.netty.channel.epoll.EpollChannelOption#";

  /** Connects, and prints the options of a socket that calls go over. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      List<Channel> channels = Collections.synchronizedList(new ArrayList<>());
      ClientResources resources =
          ClientResources.builder()
              .nettyCustomizer(
                  new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                      channels.add(channel);
                    }
                  })
              .build();
      Duration timeout = Duration.parse(arguments[1]);
      try (Popoto popoto =
          Faults.builder(arguments[0], timeout).clientResources(resources).build()) {
        var parcels = popoto.repository(Parcel.class);
        parcels.create(new Parcel("a", 1));
        System.out.println("deleted=" + parcels.deleteAll());
        Channel channel = channels.get(0);
        System.out.println("channel=" + channel.getClass().getSimpleName());
        channel.config().getOptions().forEach((option, value) -> print(option, value));
        // It can be asked for, but is not in the list.
        ChannelOption<Object> userTimeout = ChannelOption.valueOf(EPOLL + "TCP_USER_TIMEOUT");
        print(userTimeout, channel.config().getOption(userTimeout));
      }
      resources.shutdown(0, 1, TimeUnit.SECONDS);
    }

    private static void print(ChannelOption<?> option, Object value) {
      System.out.println(option.name() + "=" + value);
    }
  }

  private static Map<String, String> options(Duration timeout, String... flags) throws Exception {
    String output =
        ChildJvm.run(List.of(flags), Main.class, RedisServers.uri(), timeout.toString());
    assertThat(output).doesNotContain("WARN", "ERROR", "Exception");
    return output
        .lines()
        .filter(line -> line.contains("="))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, same) -> same));
  }

  private static void assumeNativeTransport() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        system.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)"),
        "The tests bring the native transport of another system than " + system);
  }

  @Test
  void nativeTransportEndsConnectionsWhoseBytesStayUnacknowledged() throws Exception {
    assumeNativeTransport();

    assertThat(options(Duration.ofSeconds(3), "-Dio.lettuce.core.epoll=true"))
        .containsEntry("deleted", "1")
        .containsEntry("channel", "EpollSocketChannel")
        .containsEntry(EPOLL + "TCP_USER_TIMEOUT", "6000")
        .containsEntry("SO_KEEPALIVE", "true")
        .containsEntry(EPOLL + "TCP_KEEPIDLE", "30")
        .containsEntry(EPOLL + "TCP_KEEPINTVL", "5")
        .containsEntry(EPOLL + "TCP_KEEPCNT", "3");
  }

  @Test
  void withoutItConnectionsAreKeptAliveAndNothingIsSaidAboutIt() throws Exception {
    assertThat(options(Duration.ofSeconds(3), "-Dio.lettuce.core.epoll=false"))
        .containsEntry("deleted", "1")
        .containsEntry("channel", "NioSocketChannel")
        .containsEntry("SO_KEEPALIVE", "true")
        .containsEntry("TCP_KEEPIDLE", "30")
        .containsEntry("TCP_KEEPINTERVAL", "5")
        .containsEntry("TCP_KEEPCOUNT", "3")
        .containsEntry(EPOLL + "TCP_USER_TIMEOUT", "null");
  }

  @Test
  void timeoutsBeyondAllMeasureAreBounded() throws Exception {
    assumeNativeTransport();

    assertThat(options(Duration.ofSeconds(Long.MAX_VALUE), "-Dio.lettuce.core.epoll=true"))
        .containsEntry("deleted", "1")
        .containsEntry(EPOLL + "TCP_USER_TIMEOUT", "172800000");
  }
}
