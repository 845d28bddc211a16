package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.exception.PopotoException;
import io.popoto.fire.oracle.FormatOracle;
import io.popoto.testing.Damages;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody has edited by hand stays with its record, and can be deleted. */
@Damages
class StoredDamageIT {
  private static final int ROUNDS = Integer.getInteger("popoto.fire.strikes", 1) * 12;

  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private final long seed = Long.getLong("popoto.fire.seed", 1);
  private final Random random = new Random(seed);
  private final Hostile hostile = new Hostile(random);

  @Test
  void damageStaysWithItsRecord() {
    RedisCommands<String, String> raw = RawRedis.commands();
    for (int i = 0; i < ROUNDS; i++) {
      RawRedis.deleteAll(redis.namespace() + "/");
      Repository<Slot> slots = redis.popoto().repository(Slot.class);
      for (int j = 0; j < 6; j++) {
        slots.save(new Slot("s" + j, j), SaveOptions.ttl(Duration.ofHours(1)));
      }
      String damage = damage(raw);
      String what = "seed %d, round %d: %s".formatted(seed, i, damage);
      bearable(() -> slots.load("s0"), what);
      bearable(() -> slots.query().all(), what);
      bearable(() -> slots.query().filter("colour", "c0").orderBy("-value").all(), what);
      bearable(() -> slots.checkIndexes(), what);
      long next = 100L + i;
      bearable(() -> slots.save(new Slot("s0", next)), what);
      for (int j = 1; j < 6; j++) {
        assertThat(slots.load("s" + j).orElseThrow().isWhole()).as(what).isTrue();
        slots.save(new Slot("s" + j, 10 + j), SaveOptions.ttl(Duration.ofHours(1)));
      }
      slots.delete("s0");
      slots.cleanIndexes();
      slots.rebuildIndexes();
      assertThat(slots.query().count()).as(what).isEqualTo(5);
      assertThat(FormatOracle.violations(raw, redis.namespace() + "/", List.of(Slot.SHAPE)))
          .as(what)
          .isEmpty();
    }
  }

  private String damage(RedisCommands<String, String> raw) {
    String record = redis.namespace() + "/Slot:s0";
    String bytes = hostile.bytes();
    String index = redis.namespace() + "/popoto:Slot:";
    switch (random.nextInt(6)) {
      case 0 -> {
        raw.hset(record, "~", bytes);
        return "~ is " + shown(bytes);
      }
      case 1 -> {
        raw.hset(index + "memo", "s0", bytes);
        return "the memo is " + shown(bytes);
      }
      case 2 -> {
        String field = List.of("value", "rank", "tags", "place", "colour").get(random.nextInt(5));
        raw.hset(record, field, bytes);
        return field + " is " + shown(bytes);
      }
      case 3 -> {
        raw.hdel(record, "~");
        return "no ~";
      }
      case 4 -> {
        raw.hset(record, "~", "nospec" + hostile.text().replaceAll("[^ -~]", "x"));
        return "an unknown spec";
      }
      default -> {
        raw.zadd(index + "sorted:value", random.nextInt(9), bytes);
        raw.sadd(index + "eq:colour:c0", bytes);
        return "entries that are " + shown(bytes);
      }
    }
  }

  private static String shown(String bytes) {
    StringBuilder hex = new StringBuilder();
    bytes.chars().forEach(c -> hex.append("%02x".formatted(c)));
    return hex.toString();
  }

  private static void bearable(Runnable call, String what) {
    try {
      call.run();
    } catch (PopotoException e) {
      assertThat(e.getMessage()).as(what).isNotBlank();
    }
  }
}
