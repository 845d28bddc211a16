package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.async.Faults.Parcel;
import io.popoto.exception.PopotoException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Passwords with every special character, in every place where there may be one, right and wrong,
 * encoded and not: no part of them is in an exception, in a text of an object, or in our log.
 */
class PasswordsIT {
  private static final String BEGIN = "S3cr";
  private static final String END = "Ta1l";
  private static final String SPECIAL = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~é日\t";

  /** Tries them all and prints all that can be seen. */
  @SuppressWarnings("ObjectToString") // what it prints is what is looked at
  static final class Main {
    private static int tried;
    private static int worked;

    private Main() {}

    public static void main(String[] arguments) {
      List<String> passwords = new ArrayList<>();
      SPECIAL.chars().forEach(c -> passwords.add(BEGIN + (char) c + END));
      passwords.add(BEGIN + SPECIAL + END);
      try (EmbeddedRedis server = RedisServers.startOwn()) {
        String right = passwords.get(passwords.size() - 1);
        Faults.raw(server.uri(), redis -> redis.configSet("requirepass", right));
        for (String password : passwords) {
          tryAll(server, password);
        }
        attempt(() -> Popoto.builder().timeout(Duration.ofSeconds(1)));
        System.out.println("tried=" + tried + " worked=" + worked);
      }
      System.exit(0);
    }

    private static void tryAll(EmbeddedRedis server, String password) {
      String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
      int port = server.port();
      RedisURI address = RedisURI.create("127.0.0.1", port);
      address.setCredentialsProvider(provider(password));
      for (String text : List.of(password, encoded)) {
        attempt(() -> at("redis://:%s@127.0.0.1:%d".formatted(text, port)));
        attempt(() -> at("redis://default:%s@127.0.0.1:%d/0".formatted(text, port)));
        attempt(() -> at("redis-sentinel://:%s@127.0.0.1:%d/0#one".formatted(text, port)));
        attempt(() -> at(":%s@127.0.0.1:%d".formatted(text, port)));
        attempt(
            () ->
                at("redis://:%s@127.0.0.1:%d".formatted(encoded, port))
                    .readFrom(ReadFrom.REPLICA_PREFERRED)
                    .replicas("redis://:%s@127.0.0.1:1".formatted(text)));
        attempt(() -> at("redis://127.0.0.1:%d/%s".formatted(port, text)));
      }
      attempt(() -> Popoto.builder().uri(address).timeout(Duration.ofSeconds(1)));
      attempt(() -> at("redis://127.0.0.1:" + port).credentials(provider(password)));
      attempt(
          () ->
              at("redis://127.0.0.1:" + port)
                  .credentials(
                      RedisCredentialsProvider.from(
                          () -> {
                            throw new IllegalStateException("no password today");
                          })));
    }

    private static RedisCredentialsProvider provider(String password) {
      return RedisCredentialsProvider.from(() -> RedisCredentials.just("default", password));
    }

    private static PopotoBuilder at(String uri) {
      return Popoto.builder().uri(uri).timeout(Duration.ofSeconds(1));
    }

    private static void attempt(Supplier<PopotoBuilder> builder) {
      tried++;
      try {
        PopotoBuilder made = builder.get();
        System.out.println(made);
        try (Popoto popoto = made.namespace(Faults.namespace()).build()) {
          worked++;
          System.out.println(popoto + " " + popoto.connectionState());
          System.out.println(AsyncPopoto.of(popoto));
          var parcels = popoto.repository(Parcel.class);
          System.out.println(parcels + " " + parcels.query().explain());
        }
      } catch (RuntimeException e) {
        if (!(e instanceof PopotoException || e instanceof IllegalArgumentException)) {
          System.out.println("RAW");
        }
        e.printStackTrace(System.out);
      }
    }
  }

  @Test
  void noPartOfThemIsSeen() throws Exception {
    String output =
        ChildJvm.run(
            List.of(
                "-Dio.lettuce.core.epoll=false", "-Dorg.slf4j.simpleLogger.log.io.popoto=debug"),
            Map.of("REDIS_URL", "redis://:" + BEGIN + "#" + END + "@127.0.0.1:1"),
            Main.class);

    assertThat(output.lines())
        .noneMatch(line -> line.contains(BEGIN) || line.contains(END) || line.contains("S3"));
    assertThat(output).doesNotContain("RAW");
    int count = SPECIAL.length() + 1;
    // The right one: in two addresses, with a replica, in an object, and by a provider.
    assertThat(output).contains("tried=" + (15 * count + 1) + " worked=5");
  }
}
