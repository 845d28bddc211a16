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
import io.popoto.exception.UnavailableException;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
