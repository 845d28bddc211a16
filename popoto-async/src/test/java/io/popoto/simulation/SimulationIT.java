package io.popoto.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.IndexReport;
import io.popoto.Key;
import io.popoto.Repository;
import io.popoto.async.AsyncPopoto;
import io.popoto.contract.AsyncAsBlocking;
import io.popoto.testing.PopotoExtension;
import io.popoto.testing.RawRedis;
import io.popoto.testing.Soak;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random sequences of operations leave what they leave in a plain model in memory, whoever holds
 * which copy. A failure names its seed; {@code -Dpopoto.simulation.seed=…} runs it alone.
 */
class SimulationIT {
  private static final String SEED_PROPERTY = "popoto.simulation.seed";
  private static final int SEQUENCES = 300;
  private static final int STEPS = 25;

  /** Reading every byte takes as long as a whole sequence; two of so many are read so. */
  private static final int ORACLE_EVERY = 10;

  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void operationsLeaveWhatTheyLeaveInAPlainModel() {
    Long seed = Long.getLong(SEED_PROPERTY);
    if (seed != null) {
      run(seed);
      return;
    }
    for (long sequence = 1; sequence <= SEQUENCES; sequence++) {
      run(sequence);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "popoto.soak", matches = "true")
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void manyMoreOperationsLeaveWhatTheyLeaveInAPlainModel() {
    new Soak("sequences", 100_000).run(this::run);
  }

  private void run(long seed) {
    if ((seed & 1) == 0) {
      run(seed, Card.class);
    } else {
      run(seed, Ticket.class);
    }
  }

  private <T extends Card> void run(long seed, Class<T> type) {
    Repository<T> blocking = redis.repository(type);
    Repository<T> async = AsyncAsBlocking.of(AsyncPopoto.of(redis.popoto()).repository(type));
    List<Repository<T>> apis = List.of(blocking, async);
    Random random = new Random(seed);
    Actions<T> actions = new Actions<>(type, apis, random);
    try {
      for (int step = 0; step < STEPS; step++) {
        actions.act();
        compareRecords(actions.book(), apis.get(random.nextInt(2)));
      }
      compareQueries(actions.book(), blocking);
      if (seed % ORACLE_EVERY < 2) {
        redis.checkIndexes();
      }
      blocking.sweepExpired();
      IndexReport report = blocking.checkIndexes();
      assertThat(report.total()).as("orphans").isZero();
      assertThat(report.missing()).as("missing entries").isZero();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed %d, %s:%n  %s%n%s"
              .formatted(
                  seed,
                  type.getSimpleName(),
                  String.join(System.lineSeparator() + "  ", actions.log()),
                  e.getMessage()),
          e);
    }
    blocking.deleteAll();
  }

  private <T extends Card> void compareRecords(Book book, Repository<T> repository) {
    List<Key<T>> keys = Values.NAMES.stream().map(name -> repository.key(name)).toList();
    Map<String, Map<String, @Nullable Object>> found = new TreeMap<>();
    for (Optional<T> card : repository.getMany(keys)) {
      card.ifPresent(c -> found.put(c.name, new TreeMap<>(Values.of(c))));
    }
    assertThat(found).as("records").isEqualTo(book.records());
    assertThat(repository.query().count()).as("count").isEqualTo(book.records().size());
  }

  private <T extends Card> void compareQueries(Book book, Repository<T> repository) {
    assertThat(names(repository.query().all())).isEqualTo(List.copyOf(book.records().keySet()));
    for (String field : List.of("state", "code", "pin", "balance", "note")) {
      for (Map<String, @Nullable Object> record : book.records().values()) {
        Object value = record.get(field);
        List<String> expected =
            book.records().values().stream()
                .filter(other -> equal(other.get(field), value))
                .map(other -> (String) other.get("name"))
                .toList();
        assertThat(names(repository.query().filter(field, value).orderBy("name").all()))
            .as("%s = %s", field, value)
            .isEqualTo(expected);
        if (value != null && (field.equals("code") || field.equals("pin"))) {
          assertThat(repository.loadBy(field, value).map(card -> card.name))
              .isEqualTo(Optional.of(expected.get(0)));
        }
      }
    }
    for (String name : Values.NAMES) {
      Long ttl = RawRedis.commands().pttl(redis.redisKey(repository.key(name)));
      assertThat(ttl > 0).as("%s expires", name).isEqualTo(book.expires(name));
    }
  }

  private static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0;
    }
    return Objects.equals(a, b);
  }

  private static List<String> names(List<? extends Card> cards) {
    return cards.stream().map(card -> card.name).toList();
  }
}
