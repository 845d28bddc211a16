package io.popoto.async;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.annotation.Version;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.assertj.core.api.Assertions;

/** Models and shorthands of the tests about delivery. */
final class Faults {
  private Faults() {}

  /** A record with an index of each kind. */
  @Model
  static class Parcel {
    @KeyField String id;
    @IndexedField String status = "new";
    @SortedField long weight;
    @UniqueField String label;

    Parcel() {}

    Parcel(String id, long weight) {
      this.id = id;
      this.weight = weight;
      this.label = "label of " + id;
    }
  }

  /** A record that counts its writes. */
  @Model
  static class Counted {
    @KeyField String id;
    @Version long version;
    int value;

    Counted() {}

    Counted(String id) {
      this.id = id;
    }
  }

  /** A record whose loading runs code of the test. */
  @Model
  static class Probe {
    static volatile Runnable onConstruction = () -> {};

    @KeyField String id;

    Probe() {
      onConstruction.run();
    }

    Probe(String id) {
      this.id = id;
    }
  }

  /** Returns a namespace for one test. */
  static String namespace() {
    return "t" + UUID.randomUUID().toString().substring(0, 8);
  }

  static PopotoBuilder builder(String uri, Duration timeout) {
    return Popoto.builder().uri(uri).timeout(timeout).namespace(namespace());
  }

  /** Returns what a future fails with. */
  static Throwable failureOf(CompletableFuture<?> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      return e.getCause();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("expected a failure");
  }

  /** Runs plain commands. */
  static <R> R raw(String uri, Function<RedisCommands<String, String>, R> commands) {
    RedisClient client = RedisClient.create(RedisURI.create(uri));
    try (var connection = client.connect()) {
      return commands.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  /** Checks that the indexes of {@link Parcel} say what its hashes imply, and returns the ids. */
  static Set<String> idsWithCleanIndexes(String uri, String namespace) {
    return raw(
        uri,
        redis -> {
          String model = namespace + "/Parcel:";
          String index = namespace + "/popoto:Parcel:";
          TreeSet<String> ids = new TreeSet<>();
          TreeSet<String> byStatus = new TreeSet<>();
          TreeSet<String> byLabel = new TreeSet<>();
          for (String key : RawRedis.keys(redis, model)) {
            String id = key.substring(model.length());
            var hash = redis.hgetall(key);
            ids.add(id);
            byStatus.add(hash.get("status") + "/" + id);
            byLabel.add(hash.get("label") + "/" + id);
          }
          TreeSet<String> inStatus = new TreeSet<>();
          for (String key : RawRedis.keys(redis, index + "eq:status:")) {
            String status = key.substring((index + "eq:status:").length());
            redis.smembers(key).forEach(id -> inStatus.add(status + "/" + id));
          }
          TreeSet<String> inLabel = new TreeSet<>();
          redis
              .hgetall(index + "unique:label")
              .forEach((label, id) -> inLabel.add(label + "/" + id));
          TreeSet<String> inWeight = new TreeSet<>();
          for (String member : redis.zrange(index + "sorted:weight", 0, -1)) {
            inWeight.add(member.substring(member.indexOf('\0') + 1));
          }
          Assertions.assertThat(new TreeSet<>(redis.zrange(index + "all", 0, -1))).isEqualTo(ids);
          Assertions.assertThat(inStatus).isEqualTo(byStatus);
          Assertions.assertThat(inLabel).isEqualTo(byLabel);
          Assertions.assertThat(inWeight).isEqualTo(ids);
          return ids;
        });
  }
}
