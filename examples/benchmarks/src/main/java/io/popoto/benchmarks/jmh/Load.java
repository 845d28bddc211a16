package io.popoto.benchmarks.jmh;

import io.popoto.benchmarks.rival.Places;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Setup;

/** Loads one record at a time. */
@BenchmarkMode(Mode.SampleTime)
public class Load extends Work {
  private static final int NAMES = 4096;
  private List<String> names = List.of();
  private int next;

  /** Picks the records. */
  @Setup
  public void prepare() {
    open(0);
    names = Places.names(size, NAMES);
  }

  /** Loads the next one. */
  @Benchmark
  public Object run() {
    return rival().load(names.get(next++ % NAMES));
  }
}
