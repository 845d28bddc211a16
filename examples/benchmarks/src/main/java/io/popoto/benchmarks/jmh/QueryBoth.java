package io.popoto.benchmarks.jmh;

import io.popoto.benchmarks.rival.Places;
import io.popoto.benchmarks.rival.Prepared;
import io.popoto.benchmarks.rival.Rival;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Setup;

/** Two equalities with 500 results. */
@BenchmarkMode(Mode.SampleTime)
public class QueryBoth extends Work {
  private Prepared<? extends List<?>> query = List::of;

  /** Prepares the query. */
  @Setup
  public void prepare() {
    Rival<Object> rival = open(0);
    query = rival.both(Places.cuisine(0), Places.city(0));
  }

  /** Runs it. */
  @Benchmark
  public Object run() {
    return query.run();
  }
}
