package io.popoto.benchmarks.jmh;

import io.popoto.benchmarks.rival.Places;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Saves records with 256 in flight, all of which exist with other values. */
@BenchmarkMode(Mode.AverageTime)
public class SaveInFlight extends Work {
  private static final int RECORDS = 1024;
  private static final int IN_FLIGHT = 256;
  private List<Object> cycle = List.of();

  /** Makes the entities. */
  @Setup
  public void prepare() {
    cycle = open(0).entities(Places.cycle(size, RECORDS));
  }

  /** Saves all, changed and back. */
  @Benchmark
  @OperationsPerInvocation(2 * RECORDS)
  public void run() {
    rival().saveAll(cycle, IN_FLIGHT);
  }
}
