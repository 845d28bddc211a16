package io.popoto.benchmarks.jmh;

import io.popoto.benchmarks.rival.Prepared;
import io.popoto.benchmarks.rival.Rival;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Setup;

/** Finds and loads 1,000 records by a range. */
@BenchmarkMode(Mode.SampleTime)
public class QueryThousand extends Work {
  private Prepared<? extends List<?>> query = List::of;

  /** Prepares the query. */
  @Setup
  public void prepare() {
    Rival<Object> rival = open(0);
    query = rival.rated(4, 1000);
  }

  /** Runs it. */
  @Benchmark
  public Object run() {
    return query.run();
  }
}
