package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.exception.ServerException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that cannot be used say so when connecting. */
class UnusableServerIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Test
  void nodeOfClusterIsRefused() {
    try (EmbeddedRedis server = RedisServers.startOwn("--cluster-enabled", "yes")) {
      assertThatThrownBy(() -> Faults.builder(server.uri(), TIMEOUT).build())
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("Redis Cluster");
    }
  }

  @Test
  void serverWithoutScriptsIsRefused() {
    try (EmbeddedRedis server = RedisServers.startOwn("--rename-command", "EVAL", "")) {
      assertThatThrownBy(() -> Faults.builder(server.uri(), TIMEOUT).build())
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("EVAL");
    }
  }
}
