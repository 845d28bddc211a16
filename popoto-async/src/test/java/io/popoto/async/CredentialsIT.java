package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Passwords that change while an application runs. */
class CredentialsIT {
  private static final String USER = "rotating-" + ProcessHandle.current().pid();

  private final AtomicReference<String> password = new AtomicReference<>("first-s3cret");

  private static void set(String password) {
    RawRedis.commands()
        .aclSetuser(
            USER,
            AclSetuserArgs.Builder.on()
                .resetpass()
                .addPassword(password)
                .allKeys()
                .allChannels()
                .allCommands());
  }

  @AfterEach
  void removeUser() {
    RawRedis.commands().aclDeluser(USER);
  }

  private PopotoBuilder builder() {
    return Popoto.builder()
        .uri(RedisURI.create(RedisServers.uri()))
        .timeout(Duration.ofSeconds(3))
        .clientResources(RawRedis.resources())
        .credentials(
            RedisCredentialsProvider.from(() -> RedisCredentials.just(USER, password.get())));
  }

  @Test
  void theProviderIsAskedForEachConnection() {
    set("first-s3cret");
    try (Popoto popoto = builder().build()) {
      assertThat(popoto.checkConnection()).isTrue();
      set("second-s3cret");
      password.set("second-s3cret");
      RawRedis.commands().clientKill(KillArgs.Builder.user(USER));
      await().atMost(Duration.ofSeconds(20)).until(popoto::checkConnection);
    }
  }

  @Test
  void aWrongPasswordIsNotShown() {
    set("other");
    assertThatThrownBy(() -> builder().build().close())
        .isInstanceOf(UnavailableException.class)
        .satisfies(
            thrown -> {
              StringWriter all = new StringWriter();
              thrown.printStackTrace(new PrintWriter(all));
              assertThat(all.toString()).doesNotContain("s3cret");
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProviderThatFailsIsAskedAgain(boolean staysSilent) {
    set("first-s3cret");
    AtomicBoolean well = new AtomicBoolean();
    RedisCredentialsProvider moody =
        () -> {
          if (well.get()) {
            return Mono.just(RedisCredentials.just(USER, "first-s3cret"));
          }
          if (staysSilent) {
            return Mono.never();
          }
          throw new IllegalStateException("no password today");
        };
    long start = System.nanoTime();
    assertThatThrownBy(() -> builder().credentials(moody).build().close())
        .isInstanceOf(PopotoConnectionException.class)
        .hasMessageContaining(staysSilent ? "did not answer in time" : "no password today");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

    try (Popoto popoto = builder().credentials(moody).lazyConnect().build()) {
      await().until(() -> popoto.connectionState().reason().isPresent());
      assertThat(popoto.checkConnection(Duration.ofMillis(300))).isFalse();
      well.set(true);
      await().atMost(Duration.ofSeconds(20)).until(popoto::checkConnection);
      // So that it is asked while connections are restored, too.
      well.set(false);
      RawRedis.commands().clientKill(KillArgs.Builder.user(USER));
      await().until(() -> !popoto.connectionState().connected());
      well.set(true);
      await().atMost(Duration.ofSeconds(20)).until(popoto::checkConnection);
    }
  }
}
