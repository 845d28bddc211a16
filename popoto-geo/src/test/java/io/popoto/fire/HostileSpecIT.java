package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Repository;
import io.popoto.exception.PopotoException;
import io.popoto.fire.oracle.FormatOracle;
import io.popoto.testing.Damages;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.RawRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An index spec that somebody has put into {@code :meta} harms at most the records that name it.
 */
@Damages
class HostileSpecIT {
  private static final int ROUNDS = 40 * Integer.getInteger("popoto.fire.strikes", 1);
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private final long seed = Long.getLong("popoto.fire.seed", 1);
  private final Random random = new Random(seed);
  private final Hostile hostile = new Hostile(random);
  private final RedisCommands<String, String> raw = RawRedis.commands();

  @Test
  void specsOfStrangersHarmTheirRecordsAtMost() {
    for (int round = 0; round < ROUNDS; round++) {
      RawRedis.deleteAll(redis.namespace() + "/");
      Repository<Slot> slots = redis.popoto().repository(Slot.class);
      Repository<Branch> branches = redis.popoto().repository(Branch.class);
      branches.save(new Branch("b", "Rome", 1));
      for (int i = 0; i < 4; i++) {
        slots.save(new Slot("s" + i, i));
      }
      String meta = redis.namespace() + "/popoto:Slot:meta";
      String record = redis.namespace() + "/Slot:s0";
      String memo = raw.hget(record, "~");
      String own = memo.substring(0, 6);
      String spec = spoilt(raw.hget(meta, "spec:" + own).replace(own, "alien1"));
      raw.hset(meta, "spec:alien1", spec);
      raw.hset(record, "~", "alien1" + memo.substring(6));
      String what = "seed %d, round %d: %s".formatted(seed, round, spec);

      bearable(() -> slots.load("s0"), what);
      bearable(() -> slots.query().filter("colour", "c0").orderBy("-value").all(), what);
      bearable(() -> slots.checkIndexes(), what);
      bearable(() -> slots.cleanIndexes(), what);
      bearable(() -> slots.save(new Slot("s0", 77)), what);
      bearable(() -> slots.delete("s0"), what);

      for (int i = 1; i < 4; i++) {
        assertThat(slots.load("s" + i).orElseThrow().isWhole()).as(what).isTrue();
      }
      assertThat(branches.load("b")).as(what).isPresent();
      raw.del(record);
      slots.cleanIndexes();
      slots.rebuildIndexes();
      assertThat(slots.query().count()).as(what).isEqualTo(3);
      assertThat(
              FormatOracle.violations(
                  raw, redis.namespace() + "/", List.of(Slot.SHAPE, Branch.SHAPE)))
          .as(what)
          .isEmpty();
    }
  }

  /** Returns a spec with a text of somebody else's, or with a character changed. */
  private String spoilt(String spec) {
    if (random.nextInt(4) == 0) {
      return hostile.spoilt(spec);
    }
    List<int[]> places = new ArrayList<>();
    Matcher matcher = TEXT.matcher(spec);
    while (matcher.find()) {
      places.add(new int[] {matcher.start(1), matcher.end(1)});
    }
    int[] place = places.get(random.nextInt(places.size()));
    String instead =
        random.nextBoolean()
            ? List.of(
                    "all",
                    "meta",
                    "memo",
                    "expiry",
                    "eq:colour",
                    "unique:mark",
                    "hash",
                    "set",
                    "zset",
                    "name",
                    "~")
                .get(random.nextInt(11))
            : json(hostile.text());
    return spec.substring(0, place[0]) + instead + spec.substring(place[1]);
  }

  private static String json(String text) {
    StringBuilder json = new StringBuilder();
    RawRedis.bytesOf(text).chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.toString();
  }

  private static void bearable(Runnable call, String what) {
    try {
      call.run();
    } catch (PopotoException e) {
      assertThat(e.getMessage()).as(what).isNotBlank();
    }
  }
}
