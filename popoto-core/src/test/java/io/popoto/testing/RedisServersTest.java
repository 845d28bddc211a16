package io.popoto.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RedisServersTest {
  @Test
  void takesTheConfiguredAddressFirst() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      assertThat(RedisServers.find("", redis.uri())).isEqualTo(redis.uri());
      assertThat(RedisServers.find("uri", redis.uri())).isEqualTo(redis.uri());
    }
  }

  @Test
  void pickedKindWinsOverTheConfiguredAddress() {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      assertThat(RedisServers.find("embedded", redis.uri())).isNotEqualTo(redis.uri());
    }
  }

  @Test
  void runsThePickedExecutable() {
    String path = RedisBinary.path().toString();

    assertThat(RedisServers.find(path, null)).startsWith("redis://127.0.0.1:");
  }

  @Test
  void namesTheVariableThatIsMissing() {
    assertThatThrownBy(() -> RedisServers.find("uri", null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(RedisServers.URI_VARIABLE);
  }

  @Test
  void namesTheChoicesWhenAnUnknownOneIsPicked() {
    assertThatThrownBy(() -> RedisServers.find("reddis", null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("docker:IMAGE");
  }
}
