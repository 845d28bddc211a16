package io.popoto.benchmarks.jmh;

import io.popoto.benchmarks.rival.Places;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Saves one record at a time, which exists with other values. */
@BenchmarkMode(Mode.SampleTime)
public class Save extends Work {
  private static final int RECORDS = 512;
  private List<Object> cycle = List.of();
  private int next;

  /** Makes the entities. */
  @Setup
  public void prepare() {
    cycle = open(0).entities(Places.cycle(size, RECORDS));
  }

  /** Saves the next one. */
  @Benchmark
  public void run() {
    rival().save(cycle.get(next++ % cycle.size()));
  }

  /** Leaves each record as it was. */
  @TearDown
  @Override
  public void close() {
    while (next % cycle.size() != 0) {
      run();
    }
    super.close();
  }
}
