package io.popoto.examples.fooddelivery;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

/** Removes what the program stored. */
final class Cleanup {
  private Cleanup() {}

  static void removeAll(String uri, String namespace) {
    RedisClient client = RedisClient.create(uri);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      ScanArgs ours = ScanArgs.Builder.matches(namespace + "/*").limit(500);
      ScanIterator.scan(redis, ours).forEachRemaining(redis::unlink);
    } finally {
      client.shutdown();
    }
  }
}
