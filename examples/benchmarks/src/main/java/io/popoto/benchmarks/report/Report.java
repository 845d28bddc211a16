package io.popoto.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what was measured: {@code results.json}, {@code results.md} and plots. */
public final class Report {
  private final Figures figures;
  private final int size;
  private final int bulk;
  private final Environment environment;

  /** Creates it for the size of the table and that of the bulk operation. */
  public Report(Figures figures, int size, int bulk, Environment environment) {
    this.figures = figures;
    this.size = size;
    this.bulk = bulk;
    this.environment = environment;
  }

  /** Writes all files into a directory and returns the table. */
  public String write(Path directory) throws IOException {
    String text = head() + new Table(figures, size).text() + new Growth(figures).text();
    Files.writeString(directory.resolve("results.md"), text);
    Files.writeString(directory.resolve("results.json"), json());
    new Plots(figures, size).write(directory);
    return text;
  }

  private String head() {
    return """
        Made by `%s`

        %,d records, %,d of them by bulkCreate; %s; %s, %d × %s, load %s; %d min %d s.

        """
        .formatted(
            environment.command(),
            size,
            bulk,
            environment.server(),
            environment.java(),
            environment.processors(),
            environment.processor(),
            environment.load(),
            environment.seconds() / 60,
            environment.seconds() % 60);
  }

  private String json() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("environment", environment);
    content.put("size", size);
    content.put("bulk", bulk);
    content.put("figures", figures.all());
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(content)
        + "\n";
  }
}
