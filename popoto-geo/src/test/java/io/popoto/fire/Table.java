package io.popoto.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
            "| fault, on " + server + " | occurrences | operations | unknown | violations |\n");
    text.append("|---|---:|---:|---:|---:|\n");
    for (Result result : results) {
      text.append(
          "| %s | %,d | %,d | %,d | %d |%n"
              .formatted(
                  result.fault(),
                  result.strikes(),
                  result.operations(),
                  result.unknown(),
                  result.violationCount()));
    }
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(
          FOLDER.resolve(server.toLowerCase(Locale.ROOT).replace(' ', '-') + ".md"),
          text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
