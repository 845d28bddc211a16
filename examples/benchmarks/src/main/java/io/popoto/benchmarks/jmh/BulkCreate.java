package io.popoto.benchmarks.jmh;

import io.lettuce.core.RedisClient;
import io.popoto.benchmarks.rival.Places;
import io.popoto.benchmarks.rival.Rival;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Creates many records by one call, in an empty database. */
@BenchmarkMode(Mode.SingleShotTime)
public class BulkCreate extends Work {
  private static final int DATABASE = 8;
  private static final int WARM_UPS = 5;
  private static final int WARM_UP = 1000;
  private List<Object> entities = List.of();

  /** Makes the entities and lets everything warm up. */
  @Setup
  public void prepare() {
    Rival<Object> rival = open(DATABASE);
    flush();
    for (int round = 0; round < WARM_UPS; round++) {
      rival.createAll(rival.entities(Places.range(0, WARM_UP)));
      flush();
    }
  }

  /** Empties the database. */
  @Setup(Level.Iteration)
  public void refresh() {
    flush();
    entities = rival().entities(Places.range(0, size));
  }

  /** Creates all. */
  @Benchmark
  public void run() {
    rival().createAll(entities);
  }

  @TearDown
  @Override
  public void close() {
    super.close();
    flush();
  }

  private void flush() {
    int database = server(Integer.getInteger(PORT), rival).database() + DATABASE;
    RedisClient client =
        RedisClient.create("redis://127.0.0.1:" + Integer.getInteger(PORT) + "/" + database);
    client.connect().sync().flushdb();
    client.shutdown();
  }
}
