package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisURI;
import io.popoto.Popoto;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:s3/cret@localhost:6379",
        "redis://:12/s3cret@localhost:6379",
        "redis://user:12/s3cret@localhost",
        "redis://:s3 cret@localhost",
        "redis://:s3#cret@localhost:6379",
        "redis://user:#s3cret@localhost:6379",
        "redis://s3cret#@localhost:6379",
        "redis://:s3?cret@localhost:6379",
        "redis://user:s3?cret@localhost/0",
        "redis://:s3%cret@localhost:6379",
        "redis://:s3[cret@localhost:6379",
        "redis://:s3]cret@localhost:6379",
        "redis://:s3\\cret@localhost:6379",
        "redis://:s3<cret>\"{}^|`@localhost:6379",
        "redis://:s3cret#",
        "redis://:s3cret",
        "redis://user:s3cret",
        "redis://:s3cret@localhost:port",
        "redis://:s3cret@localhost:99999",
        "redis://:s3cret@local_host:99999",
        "redis://:s3cret@localhost:6379/zero",
        "redis://:s3cret@/0",
        "redis://:s3cret@",
        "redis:s3cret@localhost",
        "user:s3cret@localhost:6379",
        ":s3cret@localhost",
        "s3cret@localhost",
        "s3cret",
        "http://:s3cret@localhost",
        "REDIS//:s3cret@localhost",
        "redis-sentinel://:s3cret@one,two",
        "redis-sentinel://:s3/cret@one,two/0#master",
        "redis-sentinel://:s3#cret@one,two/0#master",
        "rediss://:s3\ncret@localhost",
      })
  void passwordsAreNeitherShownNorTakenForHosts(String text) {
    assertHidden(text, () -> Address.of(text, "uri"));
    assertHidden(text, () -> Popoto.connect(text));
    assertHidden(text, () -> Popoto.builder().replicas("redis://localhost", text));
  }

  private static void assertHidden(
      String text, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("percent-encoded")
        .satisfies(
            thrown -> {
              StringWriter all = new StringWriter();
              thrown.printStackTrace(new PrintWriter(all));
              assertThat(all.toString()).as(text).doesNotContain("s3", "cret");
            });
  }

  @Test
  void addressesAreRead() {
    assertThat(Address.of("redis://localhost", "uri").getPort()).isEqualTo(6379);
    assertThat(Address.of("redis://user:p%2Fw%23@my_redis:6380/2", "uri"))
        .extracting(RedisURI::getHost, RedisURI::getPort, RedisURI::getDatabase)
        .containsExactly("my_redis", 6380, 2);
    assertThat(Address.of("redis://user:p@w@localhost:6380", "uri"))
        .extracting(RedisURI::getHost, RedisURI::getPort)
        .containsExactly("localhost", 6380);
    assertThat(Address.of("redis://[::1]:6380", "uri").getPort()).isEqualTo(6380);
    assertThat(Address.of("rediss://10.0.0.1:6380/3?timeout=5s", "uri").isSsl()).isTrue();
    assertThat(Address.of("redis-sentinel://:pw@one:26379,two/1#main", "uri").getSentinels())
        .extracting(RedisURI::getHost)
        .containsExactly("one", "two");
    assertThat(Address.of("redis-socket:///tmp/redis.sock?database=1", "uri").getSocket())
        .isEqualTo("/tmp/redis.sock");
  }
}
