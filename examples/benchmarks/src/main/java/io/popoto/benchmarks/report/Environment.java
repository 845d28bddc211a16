package io.popoto.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the figures come from.
 *
 * @param arguments what was run
 * @param server name and version of the server
 * @param processor its name
 * @param processors how many
 * @param java the version of the JVM
 * @param load the load of the machine when the run ended, by everything on it
 * @param seconds how long it took
 */
public record Environment(
    String arguments,
    String server,
    String processor,
    int processors,
    String java,
    String load,
    long seconds) {

  /** Returns that of this JVM. */
  public static Environment of(String arguments, String server, long seconds) {
    return new Environment(
        arguments,
        server,
        line(Path.of("/proc/cpuinfo"), "model name").replaceFirst(".*: ", ""),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        line(Path.of("/proc/loadavg"), ""),
        seconds);
  }

  private static String line(Path file, String start) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(start))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Returns the command that measures it again. */
  public String command() {
    return "./mvnw -q -pl examples/benchmarks -am -DskipTests package exec:exec -Dmeasure=\""
        + arguments
        + "\"";
  }
}
