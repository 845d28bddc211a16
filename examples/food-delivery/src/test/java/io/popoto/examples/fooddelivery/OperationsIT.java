package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.IndexReport;
import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OperationsIT extends DocsIT {
  @Test
  void looksAfterIndexes() {
    restaurants.create(siam);
    AtomicLong seen = new AtomicLong();
    // tag::maintenance[]
    IndexReport report = restaurants.checkIndexes(seen::set);
    long lies = report.total();
    long incomplete = report.missing();

    long removed = restaurants.cleanIndexes();
    long indexed = restaurants.rebuildIndexes();
    // end::maintenance[]
    assertThat(lies).isZero();
    assertThat(incomplete).isZero();
    assertThat(seen.get()).isPositive();
    assertThat(removed).isZero();
    assertThat(indexed).isEqualTo(1);
  }

  @Test
  void tellsThatIndexesHaveChanged() throws InterruptedException {
    older.repository(OldDish.class).create(new OldDish("Siam Garden", "Pad Thai", "12.50"));
    BlockingQueue<String> outdated = new LinkedBlockingQueue<>();
    try (Popoto popoto =
        // tag::changed[]
        Popoto.builder()
            .uri(RedisServers.uri())
            .namespace(namespace)
            .onRebuildNeeded(outdated::add)
            .build()
    // end::changed[]
    ) {
      Repository<Dish> dishes = popoto.repository(Dish.class);
      assertThat(dishes.exists("Siam Garden", "Pad Thai")).isTrue();
      assertThat(outdated.take()).isEqualTo("Dish");
      assertThat(dishes.checkIndexes().rebuildNeeded()).isTrue();
      assertThat(dishes.rebuildIndexes()).isEqualTo(1);
      assertThat(dishes.query().filter("course", Course.MAIN).count()).isEqualTo(1);
      assertThat(dishes.checkIndexes().rebuildNeeded()).isFalse();
    }
  }

  @Test
  void scansKeys() {
    restaurants.create(siam);
    // tag::scan[]
    List<Key<Restaurant>> keys = restaurants.scanKeys("Siam*");
    // end::scan[]
    assertThat(keys).containsExactly(restaurants.key("Siam Garden"));
  }

  @Test
  void limitsTimeAndCalls() {
    // tag::limits[]
    Popoto popoto =
        Popoto.builder()
            .uri(RedisServers.uri())
            .timeout(Duration.ofSeconds(2))
            .maxInFlight(5_000)
            .queryBudget(1_250)
            .sweepInterval(Duration.ofMinutes(1))
            .build();
    // end::limits[]
    assertThat(popoto.checkConnection()).isTrue();
    popoto.close();
  }
}
