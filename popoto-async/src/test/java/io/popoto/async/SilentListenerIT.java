package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.protocol.ProtocolVersion;
import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.exception.CommandTimeoutException;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners whose connection is cut, falls silent, or is not needed any more. */
class SilentListenerIT {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  /** A sign of life is asked for each second, and waited for as long as the timeout. */
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private final FaultProxy proxy = FaultProxy.to(RedisServers.uri());
  private final Set<String> heard = ConcurrentHashMap.newKeySet();
  private final Set<String> rung = ConcurrentHashMap.newKeySet();
  private Repository<Bell> bells;
  private int bell;

  /** What is listened for. */
  @Model(events = true)
  static class Bell {
    @KeyField String name;

    Bell() {}

    Bell(String name) {
      this.name = name;
    }
  }

  @BeforeEach
  void connect() {
    bells = redis.repository(Bell.class);
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private PopotoBuilder builder() {
    return redis.builder().uri(proxy.uri()).timeout(TIMEOUT);
  }

  private Listening listen(Popoto popoto) {
    return popoto.repository(Bell.class).listen(event -> heard.add(event.key().id()));
  }

  /**
   * Makes a record, past the proxy, and returns whether any that has just been made is heard of.
   */
  private boolean ringIsHeard() {
    Bell next = bells.create(new Bell("bell" + bell++));
    rung.add(next.name);
    return rung.stream().anyMatch(heard::contains);
  }

  private long subscriptions() {
    String channel = redis.namespace() + "/popoto:Bell:events";
    return RawRedis.commands().pubsubNumsub(channel).get(channel);
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void quietConnectionIsKept(ProtocolVersion protocol) {
    try (Popoto popoto = builder().clientOptions(o -> o.protocolVersion(protocol)).build();
        Listening listening = listen(popoto)) {
      String before = pubSubClients();
      // Longer than it takes to find out that a connection is silent.
      await()
          .during(Duration.ofMillis(2_500))
          .atMost(RECOVERY)
          .until(() -> pubSubClients().equals(before));
      await().atMost(RECOVERY).until(this::ringIsHeard);
    }
  }

  private static String pubSubClients() {
    return RawRedis.commands()
        .clientList()
        .lines()
        .filter(line -> line.contains(" sub=1 "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .sorted()
        .toList()
        .toString();
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void listenersHearAgainWhenOnlyNewConnectionsWork(ProtocolVersion protocol) {
    try (Popoto popoto = builder().clientOptions(o -> o.protocolVersion(protocol)).build();
        Listening listening = listen(popoto)) {
      await().atMost(RECOVERY).until(this::ringIsHeard);
      proxy.blackHole();
      rung.clear();
      await().atMost(RECOVERY).until(this::ringIsHeard);
    }
  }

  @Test
  void listenersHearAgainAfterALongSilence() {
    try (Popoto popoto = builder().build();
        Listening listening = listen(popoto)) {
      int before = proxy.connectionCount();
      proxy.freeze();
      // All that was connected or is connecting is lost.
      await().atMost(RECOVERY).until(() -> proxy.connectionCount() > before);
      proxy.blackHole();
      proxy.thaw();
      await().atMost(RECOVERY).until(this::ringIsHeard);
    }
  }

  @Test
  void listenersHearAgainAfterACut() {
    try (Popoto popoto = builder().build();
        Listening listening = listen(popoto)) {
      proxy.resetAll();
      await().atMost(RECOVERY).until(this::ringIsHeard);
    }
  }

  @Test
  void lastListenerThatClosesUnsubscribes() {
    try (Popoto popoto = builder().build()) {
      Listening first = listen(popoto);
      Listening second = listen(popoto);
      assertThat(subscriptions()).isEqualTo(1);

      first.close();
      first.close();
      await().atMost(RECOVERY).until(this::ringIsHeard);
      assertThat(subscriptions()).isEqualTo(1);

      second.close();
      await().atMost(RECOVERY).until(() -> subscriptions() == 0);
      try (Listening third = listen(popoto)) {
        assertThat(subscriptions()).isEqualTo(1);
        rung.clear();
        await().atMost(RECOVERY).until(this::ringIsHeard);
      }
    }
  }

  @Test
  void listenerThatWasClosedWhileDisconnectedLeavesNoSubscriptionForLong() {
    try (Popoto popoto = builder().build()) {
      Listening listening = listen(popoto);
      proxy.refuse();
      await().atMost(RECOVERY).until(() -> subscriptions() == 0);
      listening.close();
      proxy.accept();
      await().atMost(RECOVERY).until(popoto::checkConnection);
      await()
          .atMost(RECOVERY)
          .until(
              () -> {
                ringIsHeard();
                return subscriptions() == 0;
              });
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void listenerThatGetsNoReplyFailsInTimeAndHearsNothingLater() {
    try (Popoto popoto = builder().build();
        Listening other = listen(popoto)) {
      Repository<Bell> slow = popoto.repository(Bell.class);
      Set<String> late = ConcurrentHashMap.newKeySet();
      proxy.freeze();
      assertThatThrownBy(() -> slow.listen(event -> late.add(event.key().id())))
          .isInstanceOf(CommandTimeoutException.class);
      proxy.thaw();
      await().atMost(RECOVERY).until(this::ringIsHeard);
      assertThat(late).isEmpty();
    }
  }
}
