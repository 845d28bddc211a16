package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.util.HashedWheelTimer;
import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners whose server goes away and comes back behind a proxy that goes on accepting. */
class RestartedListenerIT {
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** With the shortest delays, many attempts to connect fail, close to each other. */
  private final ClientResources resources =
      DefaultClientResources.builder()
          .timer(new HashedWheelTimer(1, TimeUnit.MILLISECONDS))
          .reconnectDelay(Delay.constant(Duration.ofMillis(1)))
          .build();

  private final EmbeddedRedis server = RedisServers.startOwn();
  private final FaultProxy proxy = FaultProxy.to(server.uri());
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /** What is listened for. */
  @Model(events = true)
  static class Chime {
    @KeyField String name;

    Chime() {}

    Chime(String name) {
      this.name = name;
    }
  }

  @AfterEach
  void close() {
    proxy.close();
    server.close();
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void eachEventComesOnceAfterManyConnectionsFailedAtTheirStart() {
    try (Popoto popoto =
            Faults.builder(proxy.uri(), Duration.ofMillis(500)).clientResources(resources).build();
        Listening listening =
            popoto.repository(Chime.class).listen(event -> heard.add(event.key().id()))) {
      Repository<Chime> chimes = popoto.repository(Chime.class);
      for (int round = 0; round < 3; round++) {
        server.kill();
        // Each attempt to connect gets as far as the proxy.
        await().pollDelay(Duration.ofMillis(400)).until(() -> !popoto.checkConnection());
        server.restart();
        String name = "round " + round + " ";
        int[] number = {0};
        await()
            .atMost(RECOVERY)
            .ignoreExceptions()
            .until(
                () -> {
                  chimes.create(new Chime(name + number[0]++));
                  return heard.stream().anyMatch(each -> each.startsWith(name));
                });
      }
      chimes.create(new Chime("last"));
      await().atMost(RECOVERY).until(() -> heard.contains("last"));
      assertThat(heard).doesNotHaveDuplicates();
    }
  }
}
