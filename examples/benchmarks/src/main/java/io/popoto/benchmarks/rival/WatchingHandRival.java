package io.popoto.benchmarks.rival;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.TransactionResult;
import java.util.List;

/**
 * The same, safe beside other writers: WATCH and HMGET for the index entries to remove, then the
 * transaction, again if somebody else was faster. Two round trips, and a connection of its own for
 * each thread.
 */
public final class WatchingHandRival extends HandRival {
  /** Connects. */
  public WatchingHandRival(Server server) {
    super(server);
  }

  @Override
  public void save(Entity entity) {
    Restaurant now = entity.now();
    TransactionResult result;
    do {
      pipeline.async().watch(RECORD + now.name);
      RedisFuture<List<KeyValue<String, String>>> stored =
          pipeline.async().hmget(RECORD + now.name, "cuisine", "city");
      pipeline.flushCommands();
      List<KeyValue<String, String>> old = stored.toCompletableFuture().join();
      RedisFuture<?> done =
          send(
              new Entity(
                  now,
                  old.get(0).getValueOrElse(now.cuisine),
                  old.get(1).getValueOrElse(now.city)));
      pipeline.flushCommands();
      result = (TransactionResult) done.toCompletableFuture().join();
    } while (result.wasDiscarded());
  }
}
