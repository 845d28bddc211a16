package io.popoto.benchmarks;

import io.popoto.benchmarks.jmh.Work;
import io.popoto.benchmarks.report.Environment;
import io.popoto.benchmarks.report.Figures;
import io.popoto.benchmarks.report.Report;
import io.popoto.benchmarks.report.Row;
import io.popoto.benchmarks.rival.Places;
import io.popoto.benchmarks.rival.PopotoRival;
import io.popoto.benchmarks.rival.Prepared;
import io.popoto.testing.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures everything on one server and writes the report into {@code docs/benchmarks-data}, or a
 * directory in it if the server is not the embedded one. For the arguments see {@link Settings#of}.
 * The heap of this JVM should be of one size and touched beforehand: otherwise page faults are
 * measured, more of them for who allocates more.
 */
public final class Main {
  /** What is measured at each size. */
  private static final List<Row> GROWING =
      List.of(
          Row.LOAD,
          Row.LOAD_MANY,
          Row.QUERY_THOUSAND,
          Row.QUERY_BEST,
          Row.QUERY_BOTH,
          Row.QUERY_NEAR,
          Row.SAVE);

  private static final List<Row> TABLE =
      Stream.concat(GROWING.stream(), Stream.of(Row.FAN_OUT, Row.SAVE_IN_FLIGHT)).toList();

  private final Settings settings;
  private final Figures figures = new Figures();
  private final int port;
  private final Loading loading;
  private final Measurement measurement;

  private Main(Settings settings, int port) {
    this.settings = settings;
    this.port = port;
    this.loading = new Loading(port, figures);
    this.measurement = new Measurement(settings, port, figures);
  }

  /** Runs the benchmarks. */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    Settings settings = Settings.of(List.of(arguments));
    try (EmbeddedRedis redis =
        settings.server().map(EmbeddedRedis::start).orElseGet(EmbeddedRedis::start)) {
      Main main = new Main(settings, redis.port());
      main.run();
      String server = main.loading.server();
      Path directory =
          settings.whole()
              ? main.documentation(server)
              : Files.createTempDirectory("popoto-benchmarks-");
      Environment environment =
          Environment.of(settings.again(), server, (System.nanoTime() - start) / 1_000_000_000);
      String table =
          new Report(main.figures, settings.size(), settings.bulk(), environment).write(directory);
      System.out.println(table);
      System.out.println("Written to " + directory);
      main.loading.close();
    }
  }

  private Path documentation(String server) throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("run this from within the project");
      }
    }
    Path data = directory.resolve("docs").resolve("benchmarks-data");
    return Files.createDirectories(
        settings.server().isEmpty() ? data : data.resolve(server.split(",")[0].replace(' ', '-')));
  }

  private void run() {
    for (int size : settings.growth()) {
      loading.upTo("popoto", size);
      loading.upTo("hand", size);
      if (size <= settings.size()) {
        loading.upTo("spring", size);
        loading.upTo("redisson", size);
      }
      // The JVM of the first size would be colder than that of the others.
      boolean first = size == settings.growth().get(0);
      int discarded = first ? 2 * settings.discarded() : settings.discarded();
      if (size == settings.size()) {
        take(TABLE, Row::rivals, size, discarded);
        if (settings.measures(Row.BULK_CREATE)) {
          take(Row.BULK_CREATE, Row.BULK_CREATE.rivals(), size, true);
        }
      } else {
        take(GROWING, row -> List.of("hand"), size, discarded);
      }
    }
    for (Row row : List.of(Row.LOAD_ALLOCATION, Row.SAVE_ALLOCATION)) {
      if (settings.measures(row)) {
        measurement.allocation(row, "popoto", settings.size());
        row.rivals().forEach(rival -> measurement.allocation(row, rival, settings.size()));
      }
    }
    if (settings.measures(Row.THREADS)) {
      threads();
    }
    if (settings.measures(Row.COLD_LOAD, Row.COLD_SAVE)) {
      measurement.cold();
    }
    growth();
  }

  /** Measures rows, again and again: those before a row warm up what it has in common with them. */
  private void take(List<Row> rows, Function<Row, List<String>> rivals, int size, int discarded) {
    for (int round = -discarded; round < settings.rounds(); round++) {
      for (Row row : rows) {
        boolean grows = row == Row.QUERY_BEST && settings.measures(Row.GROWTH);
        if (settings.measures(row) || grows) {
          take(row, rivals.apply(row), size, round >= 0);
        }
      }
    }
  }

  /** Measures a row once, with one rival after the other. */
  private void take(Row row, List<String> rivals, int size, boolean counts) {
    measurement.run(row, "popoto", size, counts);
    for (String rival : rivals) {
      measurement.run(row, rival, size, counts);
    }
  }

  private void threads() {
    try (PopotoRival popoto = new PopotoRival(Work.server(port, "popoto"))) {
      List<String> cuisines = IntStream.range(0, 100).mapToObj(Places::cuisine).toList();
      Prepared<?> fanOut = popoto.fanOut(cuisines, 4, 10);
      fanOut.run();
      int before = Thread.activeCount();
      for (int i = 0; i < 20; i++) {
        fanOut.run();
      }
      figures.add(
          Row.THREADS,
          "popoto",
          settings.size(),
          Math.max(0, Thread.activeCount() - before),
          "threads");
    }
  }

  private void growth() {
    var sizes = figures.bySize(Row.QUERY_BEST, "popoto");
    if (sizes.size() > 1) {
      double ratio = sizes.lastEntry().getValue() / sizes.firstEntry().getValue();
      figures.add(Row.GROWTH, "popoto", settings.size(), ratio, "ratio");
    }
  }
}
