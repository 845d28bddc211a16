package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.testing.RedisServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another JVM of the same kind, with the class path of the tests and flags of its own. */
final class ChildJvm {
  private static final long MOST_MINUTES = 2;

  private ChildJvm() {}

  /** Runs a main method to its end, and returns what it wrote to both outputs. */
  static String run(List<String> flags, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(flags, Map.of(), main, arguments);
  }

  /** The same with variables of the environment. */
  static String run(
      List<String> flags, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(RedisServers.URI_VARIABLE, RedisServers.uri());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
