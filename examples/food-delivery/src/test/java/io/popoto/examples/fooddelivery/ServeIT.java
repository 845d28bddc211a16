package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The program with --serve, as a process of its own. */
class ServeIT {
  @Test
  void servesUntilItIsInterruptedAndLeavesNothingBehind() throws Exception {
    try (EmbeddedRedis redis = RedisServers.startOwn();
        RedisClient client = RedisClient.create(redis.uri());
        var connection = client.connect()) {
      Process program = start("--redis", redis.uri());
      String address = address(program.inputReader());
      assertThat(new Api(address).order("foodie42", "Siam Garden", 10).status()).isEqualTo(201);
      assertThat(connection.sync().dbsize()).isPositive();

      interrupt(program);

      assertThat(connection.sync().keys("*")).isEmpty();
    }
  }

  @Test
  void bringsItsOwnServerWithout() throws Exception {
    Process program = start();
    String address = address(program.inputReader());
    assertThat(new Api(address).order("foodie42", "Siam Garden", 10).status()).isEqualTo(201);

    interrupt(program);

    assertThat(program.errorReader().lines()).isEmpty();
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.addAll(List.of(FoodDelivery.class.getName(), "--serve", "--port", "0"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static String address(BufferedReader output) throws IOException {
    String line = output.readLine();
    assertThat(line).startsWith("Food delivery is open at http://localhost:");
    return line.substring(line.indexOf("http"), line.indexOf(" (Ctrl-C"));
  }

  /** Sends what Ctrl-C sends, and waits for the end. */
  private static void interrupt(Process program) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -INT " + program.pid()).start().waitFor();
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
    assertThat(program.exitValue()).isEqualTo(130);
  }
}
