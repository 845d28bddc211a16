package io.popoto.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The oracle notices each kind of damage. */
@Damages
class IndexOracleIT {
  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  @Model
  static class Thing {
    @KeyField String id;
    @IndexedField String colour;
    @UniqueField String serial;
    @SortedField int size;

    @SortedField
    @Field(nullable = true)
    Long weight;
  }

  @Test
  void noticesWhatIsMissingTooMuchOrChanged() {
    notices("index keys", raw -> raw.del(key("popoto:Thing:all")));
    notices("index keys", raw -> raw.srem(key("popoto:Thing:eq:colour:red"), "a"));
    notices("eq:colour:red", raw -> raw.sadd(key("popoto:Thing:eq:colour:red"), "ghost"));
    notices("index keys", raw -> raw.sadd(key("popoto:Thing:eq:colour:blue"), "a"));
    notices("unique:serial", raw -> raw.hset(key("popoto:Thing:unique:serial"), "x", "a"));
    notices("index keys", raw -> raw.sadd(key("popoto:Thing:null:weight"), "a"));
    notices("sorted:size", raw -> raw.zadd(key("popoto:Thing:sorted:size"), 8, "a"));
    notices("sorted:weight", raw -> raw.zadd(key("popoto:Thing:sorted:weight"), 3, "5\0a"));
    notices("spec:nonsen", raw -> raw.hset(key("Thing:a"), "~", "nonsense"));
    notices("eq:colour:", raw -> raw.hset(key("Thing:a"), "colour", "blue"));
    notices("key fields", raw -> raw.hset(key("Thing:a"), "id", "b"));
    notices("TTL", raw -> raw.expire(key("Thing:a"), 100));
    notices("expiry", raw -> raw.expire(key("Thing:expiring"), 50));
    notices("memo", raw -> raw.hdel(key("popoto:Thing:memo"), "expiring"));
    notices("has expired", raw -> raw.del(key("Thing:expiring")));
    notices("belong to no model", raw -> raw.set(key("temporary"), "x"));
    notices("index keys", raw -> raw.set(key("popoto:Thing:scratch"), "x"));
  }

  private void notices(String part, Consumer<RedisCommands<String, String>> damage) {
    RawRedis.deleteAll(redis.namespace() + "/");
    Repository<Thing> things = redis.repository(Thing.class);
    things.save(thing("a"));
    things.save(thing("expiring"), SaveOptions.ttl(Duration.ofSeconds(100)));
    redis.checkIndexes();

    damage.accept(RawRedis.commands());

    assertThatThrownBy(redis::checkIndexes)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(part);
  }

  private static Thing thing(String id) {
    Thing thing = new Thing();
    thing.id = id;
    thing.colour = id.equals("a") ? "red" : "green";
    thing.serial = "s" + id;
    thing.size = 7;
    thing.weight = 1L << 60;
    return thing;
  }

  private String key(String name) {
    return redis.redisKey(name);
  }
}
