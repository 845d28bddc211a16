package io.popoto.benchmarks.jmh;

import io.popoto.benchmarks.rival.Places;
import io.popoto.benchmarks.rival.Prepared;
import io.popoto.benchmarks.rival.Rival;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Setup;

/** 100 queries at once. */
@BenchmarkMode(Mode.SampleTime)
public class FanOut extends Work {
  private Prepared<? extends List<?>> query = List::of;

  /** Prepares the query. */
  @Setup
  public void prepare() {
    Rival<Object> rival = open(0);
    query = rival.fanOut(IntStream.range(0, 100).mapToObj(Places::cuisine).toList(), 4, 10);
  }

  /** Runs it. */
  @Benchmark
  public Object run() {
    return query.run();
  }
}
