package io.popoto.benchmarks;

import io.popoto.benchmarks.jmh.BulkCreate;
import io.popoto.benchmarks.jmh.ColdStart;
import io.popoto.benchmarks.jmh.FanOut;
import io.popoto.benchmarks.jmh.Load;
import io.popoto.benchmarks.jmh.LoadMany;
import io.popoto.benchmarks.jmh.QueryBest;
import io.popoto.benchmarks.jmh.QueryBoth;
import io.popoto.benchmarks.jmh.QueryNear;
import io.popoto.benchmarks.jmh.QueryThousand;
import io.popoto.benchmarks.jmh.Save;
import io.popoto.benchmarks.jmh.SaveInFlight;
import io.popoto.benchmarks.jmh.Work;
import io.popoto.benchmarks.report.Figures;
import io.popoto.benchmarks.report.Row;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks by JMH. The rivals take short turns in this JVM, many times, so that all of them
 * meet a JVM as warm as that of a service, and the same moods of the machine; what is cold, or
 * counted rather than timed, gets a JVM of its own.
 */
final class Measurement {
  private static final Map<Row, Class<?>> BENCHMARKS = new EnumMap<>(Row.class);
  private static final String MICROS = "us";

  static {
    BENCHMARKS.put(Row.SAVE, Save.class);
    BENCHMARKS.put(Row.SAVE_IN_FLIGHT, SaveInFlight.class);
    BENCHMARKS.put(Row.BULK_CREATE, BulkCreate.class);
    BENCHMARKS.put(Row.LOAD, Load.class);
    BENCHMARKS.put(Row.LOAD_MANY, LoadMany.class);
    BENCHMARKS.put(Row.QUERY_THOUSAND, QueryThousand.class);
    BENCHMARKS.put(Row.QUERY_BEST, QueryBest.class);
    BENCHMARKS.put(Row.QUERY_BOTH, QueryBoth.class);
    BENCHMARKS.put(Row.QUERY_NEAR, QueryNear.class);
    BENCHMARKS.put(Row.FAN_OUT, FanOut.class);
  }

  private final Settings settings;
  private final int port;
  private final Figures figures;

  Measurement(Settings settings, int port, Figures figures) {
    this.settings = settings;
    this.port = port;
    this.figures = figures;
    System.setProperty(Work.PORT, String.valueOf(port));
  }

  /** Measures one rival in one row, once. */
  void run(Row row, String rival, int size, boolean counts) {
    Class<?> benchmark = BENCHMARKS.get(row);
    if (benchmark == null) {
      return;
    }
    ChainedOptionsBuilder options =
        options(benchmark, ".*")
            .param("rival", rival)
            .param("size", String.valueOf(row == Row.BULK_CREATE ? settings.bulk() : size));
    if (row == Row.BULK_CREATE) {
      boolean slow = rival.equals("spring");
      options.warmupIterations(slow ? 0 : 1).measurementIterations(slow ? 1 : 3);
    }
    Result<?> result = one(options.forks(0)).getPrimaryResult();
    if (!counts) {
      return;
    }
    System.out.printf("%-16s %-12s %,10d  %s%n", row.id(), rival, size, result);
    double value =
        BENCHMARKS.get(row) == SaveInFlight.class
            ? result.getScore()
            : result.getStatistics().getPercentile(50);
    figures.add(row, rival, size, row == Row.BULK_CREATE ? value / settings.bulk() : value, MICROS);
  }

  /** Measures what one rival allocates, in a JVM of its own. */
  void allocation(Row row, String rival, int size) {
    Class<?> benchmark = row == Row.LOAD_ALLOCATION ? Load.class : Save.class;
    RunResult result =
        one(
            options(benchmark, ".*")
                .param("rival", rival)
                .param("size", String.valueOf(size))
                .addProfiler(GCProfiler.class)
                .warmupIterations(1)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(2)
                .measurementTime(TimeValue.seconds(1)));
    double bytes =
        Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm")).getScore();
    System.out.printf("%-16s %-12s %,10d  %,.0f bytes%n", row.id(), rival, size, bytes);
    figures.add(row, rival, size, bytes, "bytes");
  }

  private RunResult one(ChainedOptionsBuilder options) {
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      return results.iterator().next();
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, String method) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
        .forks(1)
        .threads(1)
        .warmupIterations(0)
        .warmupTime(settings.time())
        .measurementIterations(1)
        .measurementTime(settings.time())
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .jvmArgs(
            "-Xms1g",
            "-Xmx1g",
            "-D" + Work.PORT + "=" + port,
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
  }

  /** Starts cold, in some JVMs. */
  void cold() {
    for (int i = 0; i < settings.colds(); i++) {
      cold(Row.COLD_LOAD, "load");
      cold(Row.COLD_SAVE, "save");
    }
  }

  private void cold(Row row, String method) {
    ChainedOptionsBuilder options =
        options(ColdStart.class, method)
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1);
    double value = one(options).getPrimaryResult().getScore();
    System.out.printf("%-16s %-12s %,10.0f us%n", row.id(), "popoto", value);
    figures.add(row, "popoto", settings.size(), value, MICROS);
  }
}
