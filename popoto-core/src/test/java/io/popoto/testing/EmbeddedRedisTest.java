package io.popoto.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedRedisTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @Test
  void answersAsSoonAsItIsStarted() {
    try (EmbeddedRedis redis = EmbeddedRedis.start();
        RedisSocket connection = RedisSocket.open(redis.uri(), TIMEOUT)) {
      assertThat(connection.call("PING")).isEqualTo("+PONG");
      assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
    }
  }

  @Test
  void takesExtraArguments() {
    try (EmbeddedRedis redis = EmbeddedRedis.start("--requirepass", "secret")) {
      try (RedisSocket stranger = RedisSocket.open(redis.uri(), TIMEOUT)) {
        assertThat(stranger.call("PING")).startsWith("-NOAUTH");
      }
      String uri = "redis://:secret@127.0.0.1:" + redis.port();
      try (RedisSocket friend = RedisSocket.open(uri, TIMEOUT)) {
        assertThat(friend.call("PING")).isEqualTo("+PONG");
      }
    }
  }

  @Test
  void killedServerRefusesConnectionsUntilItIsRestartedEmptyOnTheSamePort() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      String uri = redis.uri();
      try (RedisSocket connection = RedisSocket.open(uri, TIMEOUT)) {
        assertThat(connection.call("SET", "a", "1")).isEqualTo("+OK");
      }
      redis.kill();
      assertThat(redis.isRunning()).isFalse();
      assertThatThrownBy(() -> RedisSocket.open(uri, TIMEOUT).close())
          .isInstanceOf(UncheckedIOException.class);

      redis.restart();
      assertThat(redis.uri()).isEqualTo(uri);
      try (RedisSocket connection = RedisSocket.open(uri, TIMEOUT)) {
        assertThat(connection.call("EXISTS", "a")).isEqualTo(":0");
      }
    }
  }

  @Test
  void pausedServerIsSilentUntilItIsResumed() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      redis.pause();
      try (RedisSocket connection = RedisSocket.open(redis.uri(), Duration.ofMillis(100))) {
        assertThatThrownBy(() -> connection.call("PING")).isInstanceOf(UncheckedIOException.class);
      }
      assertThat(redis.isRunning()).isTrue();

      redis.resume();
      try (RedisSocket connection = RedisSocket.open(redis.uri(), TIMEOUT)) {
        assertThat(connection.call("PING")).isEqualTo("+PONG");
      }
    }
  }

  @Test
  void saysWhyTheServerDoesNotStart() {
    assertThatThrownBy(() -> EmbeddedRedis.start("--no-such-option", "1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-option");
  }
}
