package io.popoto.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyIT {
  private final EmbeddedRedis server = RedisServers.startOwn();
  private final FaultProxy proxy = FaultProxy.to(server.uri());
  private final RedisClient client = RedisClient.create(proxy.uri());
  private final RedisClient directClient = RedisClient.create(server.uri());
  private StatefulRedisConnection<String, String> connection;
  private StatefulRedisConnection<String, String> direct;

  @BeforeEach
  void connect() {
    client.setOptions(ClientOptions.builder().autoReconnect(false).build());
    connection = client.connect();
    direct = directClient.connect();
  }

  @AfterEach
  void disconnect() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    directClient.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    proxy.close();
    server.close();
  }

  @Test
  void passesEverythingWhenNothingIsWrong() {
    String large = "x".repeat(3_000_000);

    connection.sync().set("a", large);

    assertThat(connection.sync().get("a")).isEqualTo(large);
    assertThat(proxy.connectionCount()).isEqualTo(1);
  }

  @Test
  void delaysBothDirectionsWithoutLimitingTheThroughput() throws Exception {
    proxy.delayUp(Duration.ofMillis(60));
    proxy.delayDown(Duration.ofMillis(60));
    long start = System.nanoTime();

    RedisFuture<Long> last = null;
    for (int i = 0; i < 100; i++) {
      last = connection.async().incr("n");
    }

    assertThat(last.get(5, TimeUnit.SECONDS)).isEqualTo(100);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(119), Duration.ofSeconds(3));
  }

  @Test
  void frozenConnectionIsSilentAndDeliversLater() throws Exception {
    connection.setTimeout(Duration.ofSeconds(30));
    proxy.freeze();
    RedisFuture<Long> held = connection.async().incr("n");
    connection.setTimeout(Duration.ofMillis(100));
    assertThatThrownBy(() -> connection.sync().get("a"))
        .isInstanceOf(RedisCommandTimeoutException.class);
    assertThat(direct.sync().exists("n")).isZero();

    proxy.thaw();

    assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void resetConnectionsAreGoneAndNewOnesWork() {
    proxy.resetAll();

    await().until(() -> !connection.isOpen());
    await().until(() -> proxy.connectionCount() == 0);
    assertThat(client.connect().sync().ping()).isEqualTo("PONG");
  }

  @Test
  void refusesUntilItAcceptsAgain() {
    proxy.refuse();
    await().until(() -> !connection.isOpen());
    assertThatThrownBy(client::connect).isInstanceOf(RedisConnectionException.class);

    proxy.accept();

    assertThat(client.connect().sync().ping()).isEqualTo("PONG");
  }

  @Test
  void refusesAndAcceptsAnyNumberOfTimes() {
    for (int i = 0; i < 200; i++) {
      proxy.refuse();
      proxy.accept();
    }

    assertThat(client.connect().sync().ping()).isEqualTo("PONG");
  }

  @Test
  void losesTheReplyOfACommandThatTheServerRan() {
    proxy.cutBeforeReply(1);

    assertThatThrownBy(() -> connection.sync().incr("n")).isInstanceOf(RedisException.class);

    assertThat(direct.sync().get("n")).isEqualTo("1");
    await().until(() -> !connection.isOpen());
    assertThat(client.connect().sync().get("n")).isEqualTo("1");
  }

  @Test
  void deliversTheRepliesBeforeTheOneThatIsLost() throws Exception {
    proxy.cutBeforeReply(3);
    connection.setAutoFlushCommands(false);
    List<RedisFuture<Long>> calls =
        List.of(
            connection.async().incr("n"),
            connection.async().incr("n"),
            connection.async().incr("n"),
            connection.async().incr("n"));
    connection.flushCommands();

    assertThat(calls.get(0).get(5, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(calls.get(1).get(5, TimeUnit.SECONDS)).isEqualTo(2);
    await().until(() -> !connection.isOpen());
    assertThat(calls.get(2).toCompletableFuture()).isCompletedExceptionally();
    assertThat(direct.sync().get("n")).isEqualTo("4");
  }

  @Test
  void cutsInTheMiddleOfAReply() {
    direct.sync().set("a", "x".repeat(100_000));
    proxy.cutAfterBytes(50_000);

    assertThatThrownBy(() -> connection.sync().get("a")).isInstanceOf(RedisException.class);
    await().until(() -> !connection.isOpen());
  }

  @Test
  void healedProxyIsAsGoodAsNew() {
    proxy.delayDown(Duration.ofMinutes(1));
    proxy.cutBeforeReply(1);
    proxy.freeze();
    proxy.refuse();

    proxy.heal();

    assertThat(client.connect().sync().ping()).isEqualTo("PONG");
  }
}
