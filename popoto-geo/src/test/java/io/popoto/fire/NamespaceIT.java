package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.fire.oracle.FormatOracle;
import io.popoto.testing.RawRedis;
import io.popoto.testing.StoredState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is done in one namespace, no key of another changes, though their names are alike. */
class NamespaceIT {
  private static final int ROUNDS = 2 * Integer.getInteger("popoto.fire.strikes", 1);
  private static final List<String> NAMESPACES = List.of("n", "n.n");

  private final SingleGround ground = SingleGround.start();
  private final World world = new World();
  private final Recorder recorder =
      new Recorder(Duration.ofMinutes(1).toNanos(), List.of(Ground.SECRET));

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void randomOperationsTouchNoKeyOfAnotherNamespace() {
    for (int round = 0; round < ROUNDS; round++) {
      for (String namespace : NAMESPACES) {
        Map<String, Object> before = others(namespace);
        work(namespace, Long.getLong("popoto.fire.seed", 1) + round);
        Map<String, Object> after = others(namespace);
        after.entrySet().removeAll(before.entrySet());
        assertThat(after).as("changed by work in %s", namespace).isEmpty();
        // Sessions and some accounts go by themselves.
        before.keySet().removeIf(key -> key.contains("/Account:"));
        assertThat(before.keySet()).as(namespace).allMatch(key -> ground.raw().exists(key) == 1);
      }
      world.nextEpoch();
    }
    assertThat(recorder.violations()).isEmpty();
    assertThat(recorder.count(Outcome.DONE)).isGreaterThan(50);
    assertThat(RawRedis.keys(ground.raw(), "")).allMatch(NamespaceIT::isOfANamespace);
    for (String namespace : NAMESPACES) {
      assertThat(RawRedis.keys(ground.raw(), namespace + "/")).hasSizeGreaterThan(50);
      assertThat(FormatOracle.violations(ground.raw(), namespace + "/", Round.SHAPES))
          .as(namespace)
          .noneMatch(violation -> violation.contains("belongs to no model"));
    }
  }

  private void work(String namespace, long seed) {
    try (Popoto popoto =
        Popoto.builder()
            .uri(ground.quietUri())
            .namespace(namespace)
            .timeout(Duration.ofSeconds(10))
            .clientResources(RawRedis.resources())
            .codec(Remark.class, new RemarkCodec())
            .build()) {
      for (int i = 0; i < World.BRANCHES.size(); i++) {
        popoto
            .repository(Branch.class)
            .save(new Branch(World.BRANCHES.get(i), World.CITIES.get(i), i));
      }
      Actor actor = new Actor(popoto, seed % 2 == 0, world, recorder, seed);
      for (int i = 0; i < 2; i++) {
        Operations.OF_WRITERS.forEach(operation -> operation.run(actor));
        Operations.OF_READERS.forEach(operation -> operation.run(actor));
      }
      if (seed % 2 == 0) {
        popoto.repository(Account.class).rebuildIndexes();
        popoto.repository(Ledger.class).deleteAll();
        popoto.repository(Slot.class).cleanIndexes();
        LedgerSave again = new LedgerSave();
        again.run(actor);
      }
    }
  }

  /** Returns all that lies outside a namespace, but for sessions. */
  private Map<String, Object> others(String namespace) {
    Map<String, Object> others = new TreeMap<>(StoredState.of(ground.raw(), "").keys());
    others.keySet().removeIf(key -> key.startsWith(namespace + "/") || key.contains("/Session:"));
    return others;
  }

  private static boolean isOfANamespace(String key) {
    return NAMESPACES.stream().anyMatch(namespace -> key.startsWith(namespace + "/"));
  }
}
