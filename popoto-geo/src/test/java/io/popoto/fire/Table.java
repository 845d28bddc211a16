package io.popoto.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The results of a run as a table of docs/reliability.md. */
final class Table {
  private static final Path FOLDER = Path.of("target", "fire");

  private final List<Result> results = new ArrayList<>();

  void add(Result result) {
    results.add(result);
  }

  /** Writes it to the folder of the build, under the name and version of the server. */
  void write() {
    String server = server();
    StringBuilder text =
        new StringBuilder(
            "| fault, on " + server + " | operations | faults | unknown | violations |\n");
    text.append("|---|---:|---:|---:|---:|\n");
    results.forEach(
        result ->
            text.append(
                row(
                    result.fault(),
                    result.operations(),
                    result.strikes(),
                    result.unknown(),
                    result.violationCount())));
    text.append(
        row(
            "all",
            sum(Result::operations),
            sum(Result::strikes),
            sum(Result::unknown),
            sum(Result::violationCount)));
    System.out.print(text);
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(
          FOLDER.resolve(server.toLowerCase(Locale.ROOT).replace(' ', '-') + ".md"),
          text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long sum(ToLongFunction<Result> what) {
    return results.stream().mapToLong(what).sum();
  }

  private static String row(String name, long... numbers) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    for (long number : numbers) {
      row.append(String.format(Locale.ROOT, " %,d |", number));
    }
    return row.append('\n').toString();
  }

  private static String server() {
    try (SingleGround ground = SingleGround.start()) {
      String info = ground.raw().info("server");
      String valkey = field(info, "valkey_version");
      return valkey.isEmpty() ? "Redis " + field(info, "redis_version") : "Valkey " + valkey;
    }
  }

  private static String field(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }
}
