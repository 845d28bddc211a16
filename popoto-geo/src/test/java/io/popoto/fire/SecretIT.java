package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords of odd characters are shown nowhere: in no exception, log or text of an object. */
class SecretIT {
  private static final int PASSWORDS = 20 * Integer.getInteger("popoto.fire.strikes", 1);
  private static final String CORE = "s3kr1t";
  private static final String ODD = " @:/?#[]%&=+!$'\"\\`~^{}|<>,;*()äß日\u20ac";

  private final Random random = new Random(Long.getLong("popoto.fire.seed", 1));
  private final String user = "odd-" + ProcessHandle.current().pid();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  /** What is shown is looked at by its middle, which no escape changes. */
  private final StringBuilder shown = new StringBuilder();

  @BeforeEach
  void listenToTheLog() {
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    System.setErr(before);
    RawRedis.commands().aclDeluser(user);
  }

  private String odd() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append(ODD.charAt(random.nextInt(ODD.length())));
    }
    return text.toString();
  }

  @Test
  void passwordsAreShownNowhere() {
    String server = RedisServers.uri().replaceFirst("redis://([^@]*@)?", "");
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < PASSWORDS; i++) {
      String password = odd() + CORE + odd();
      RawRedis.commands()
          .aclSetuser(
              user,
              AclSetuserArgs.Builder.on()
                  .resetpass()
                  .addPassword(password)
                  .allKeys()
                  .allChannels()
                  .allCommands());
      String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
      if (!tried("redis://%s:%s@%s".formatted(user, encoded, server))) {
        refused.add(password);
      }
      tried("redis://%s:%swrong@%s".formatted(user, encoded, server));
      tried("redis://%s:%s@127.0.0.1:1".formatted(user, encoded));
      tried("redis://%s:%s@no-such-host.invalid".formatted(user, encoded));
      tried("redis-sentinel://%s:%s@127.0.0.1:1#name".formatted(user, encoded));
      // As one writes it who does not know of the encoding.
      tried("redis://%s:%s@%s".formatted(user, password, server));
      tried(password);
    }
    assertThat(refused).as("right passwords").isEmpty();
    assertThat(shown.toString()).isNotEmpty().doesNotContain(CORE);
    assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(CORE);
  }

  /** Returns whether an address is one that works, and notes all that is shown on the way. */
  @SuppressWarnings("ObjectToString") // what it shows is what is looked at
  private boolean tried(String uri) {
    try {
      PopotoBuilder builder =
          Popoto.builder()
              .uri(uri)
              .namespace("secret")
              .timeout(Duration.ofMillis(800))
              .clientResources(RawRedis.resources());
      shown.append(builder);
      try (Popoto popoto = builder.build()) {
        shown.append(popoto).append(popoto.connectionState());
        shown
            .append(popoto.repository(Branch.class))
            .append(popoto.repository(Branch.class).query());
        return popoto.checkConnection();
      }
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      shown.append(trace);
      return false;
    }
  }
}
