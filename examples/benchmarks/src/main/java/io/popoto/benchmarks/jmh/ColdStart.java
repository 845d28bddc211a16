package io.popoto.benchmarks.jmh;

import io.lettuce.core.RedisClient;
import io.popoto.Popoto;
import io.popoto.benchmarks.rival.Restaurant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Registers a model and does its first operations in a fresh JVM; the server has no script yet. The
 * connection stands.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ColdStart {
  private final Restaurant restaurant = Restaurant.sample();
  private @Nullable Popoto popoto;

  /** Connects. */
  @Setup
  public void connect() {
    String uri = Work.server(Integer.getInteger(Work.PORT), "popoto").uri();
    RedisClient client = RedisClient.create(uri);
    client.connect().sync().scriptFlush();
    client.shutdown();
    popoto = Popoto.connect(uri);
    if (!popoto.checkConnection()) {
      throw new IllegalStateException("not connected");
    }
  }

  /** Registers the model and loads a record, which is not there. */
  @Benchmark
  public Optional<Restaurant> load() {
    return Objects.requireNonNull(popoto).repository(Restaurant.class).load("Nowhere");
  }

  /** Registers the model and saves a record. */
  @Benchmark
  public Object save() {
    return Objects.requireNonNull(popoto).repository(Restaurant.class).save(restaurant);
  }

  /** Removes the record. */
  @TearDown
  public void close() {
    Popoto open = Objects.requireNonNull(popoto);
    open.repository(Restaurant.class).delete(restaurant);
    open.close();
  }
}
