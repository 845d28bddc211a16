package io.popoto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.benchmarks.jmh.Work;
import io.popoto.benchmarks.rival.Place;
import io.popoto.benchmarks.rival.Places;
import io.popoto.benchmarks.rival.Prepared;
import io.popoto.benchmarks.rival.Rival;
import io.popoto.benchmarks.rival.Server;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.EmbeddedRedis;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rival does the same work; only then can figures be compared. */
class RivalsIT {
  private static final int SIZE = 2000;
  private static EmbeddedRedis redis;

  @BeforeAll
  static void start() {
    redis = EmbeddedRedis.start();
    for (String name : List.of("popoto", "hand", "spring", "redisson")) {
      try (Rival<Object> rival = open(name)) {
        rival.createAll(rival.entities(Places.range(0, SIZE)));
      }
    }
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @SuppressWarnings("unchecked")
  private static Rival<Object> open(String name) {
    return (Rival<Object>) Rival.open(name, Work.server(redis.port(), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"popoto", "hand", "spring", "redisson"})
  void loadsWhatWasCreated(String name) {
    try (Rival<Object> rival = open(name)) {
      for (int number : new int[] {0, 7, SIZE - 1}) {
        assertThat(rival.place(rival.load(Places.name(number)))).isEqualTo(Places.at(number));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"popoto", "hand", "hand-watch", "spring", "redisson"})
  void savesLeaveEachRecordAndItsIndexesAsTheLastSaveSays(String name) {
    try (Rival<Object> rival = open(name)) {
      List<Place> places = Places.cycle(SIZE, 64);
      List<Object> cycle = rival.entities(places);
      cycle.subList(0, 64).forEach(rival::save);
      Place changed = places.get(0);
      assertThat(rival.place(rival.load(changed.name()))).isEqualTo(changed);
      assertThat(names(rival, both(rival, Places.cuisine(0)))).doesNotContain(changed.name());
      assertThat(names(rival, both(rival, changed.cuisine()))).contains(changed.name());
      cycle.subList(64, 128).forEach(rival::save);
      assertThat(names(rival, both(rival, Places.cuisine(0)))).contains(changed.name());
      assertThat(names(rival, both(rival, changed.cuisine()))).doesNotContain(changed.name());
    }
  }

  private static Prepared<List<Object>> both(Rival<Object> rival, String cuisine) {
    return rival.both(cuisine, Places.city(0));
  }

  private static List<String> names(Rival<Object> rival, Prepared<List<Object>> query) {
    return query.run().stream().map(rival::place).map(Place::name).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"popoto", "hand", "floor"})
  void savesInFlightChangeTheSameRecords(String name) {
    try (Rival<Object> rival = open(name);
        Rival<Object> reader = open(name.equals("hand") ? "hand" : "popoto")) {
      List<Object> cycle = rival.entities(Places.cycle(SIZE, 300));
      rival.saveAll(cycle.subList(0, 300), 256);
      assertThat(reader.place(reader.load(Places.name(0))))
          .isEqualTo(Places.cycle(SIZE, 300).get(0));
      rival.saveAll(cycle.subList(300, 600), 256);
      assertThat(reader.place(reader.load(Places.name(0)))).isEqualTo(Places.at(0));
    }
  }

  @Test
  void popotoAndTheHandWrittenCodeKeepIndexesOfTheSameSizes() {
    assertThat(sizes("popoto")).isEqualTo(sizes("hand"));
  }

  /** How often each number of members occurs among the indexes of a database. */
  private static Map<Long, Long> sizes(String name) {
    Server server = Work.server(redis.port(), name);
    RedisClient client = RedisClient.create(server.uri());
    try {
      RedisCommands<String, String> redis = client.connect().sync();
      Map<Long, Long> sizes = new TreeMap<>();
      for (String key : redis.keys("*")) {
        String type = redis.type(key);
        if (!type.equals("hash")) {
          long size = type.equals("set") ? redis.scard(key) : redis.zcard(key);
          sizes.merge(size, 1L, Long::sum);
        }
      }
      return sizes;
    } finally {
      client.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"popoto", "hand", "spring", "redisson"})
  void twoEqualitiesGiveTheSame(String name) {
    try (Rival<Object> rival = open(name)) {
      assertThat(places(rival, rival.both(Places.cuisine(3), Places.city(0))))
          .containsExactlyElementsOf(
              Places.range(0, SIZE).stream()
                  .filter(place -> place.cuisine().equals(Places.cuisine(3)))
                  .toList());
    }
  }

  private static List<Place> places(Rival<Object> rival, Prepared<List<Object>> query) {
    return query.run().stream()
        .map(rival::place)
        .sorted(Comparator.comparing(Place::name))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"popoto", "hand", "redisson"})
  void theBestAreTheSameInTheSameOrder(String name) {
    List<Place> best =
        Places.range(0, SIZE).stream()
            .filter(place -> place.cuisine().equals(Places.cuisine(0)) && place.rating() >= 4)
            .sorted(Comparator.comparingDouble(Place::rating).thenComparing(Place::name).reversed())
            .limit(10)
            .toList();
    try (Rival<Object> rival = open(name)) {
      assertThat(rival.best(Places.cuisine(0), 4, 10).run().stream().map(rival::place))
          .containsExactlyElementsOf(best);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"popoto", "hand", "spring"})
  void theSameAreNear(String name) {
    try (Rival<Object> rival = open(name)) {
      assertThat(names(rival, rival.near(Places.centre(), 500)))
          .hasSizeBetween(395, 405)
          .containsExactlyInAnyOrderElementsOf(
              Places.range(0, SIZE).stream()
                  .filter(place -> place.location().distanceTo(Places.centre()).meters() <= 500)
                  .map(Place::name)
                  .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"popoto", "hand", "spring"})
  void knownRecordsAreLoadedInTheirOrder(String name) {
    List<String> names = Places.names(SIZE, 100);
    try (Rival<Object> rival = open(name)) {
      assertThat(names(rival, rival.many(names))).containsExactlyElementsOf(names);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"popoto", "hand"})
  void aRangeGivesTheSamePage(String name) {
    try (Rival<Object> rival = open(name)) {
      assertThat(names(rival, rival.rated(4, 100)))
          .containsExactlyElementsOf(
              Places.range(0, SIZE).stream()
                  .filter(place -> place.rating() >= 4)
                  .sorted(Comparator.comparingDouble(Place::rating).thenComparing(Place::name))
                  .limit(100)
                  .map(Place::name)
                  .toList());
    }
  }

  @Test
  void theFloorGetsAsManyRowsAsPopoto() {
    List<String> cuisines = IntStream.range(0, 20).mapToObj(Places::cuisine).toList();
    try (Rival<Object> floor = open("floor");
        Rival<Object> popoto = open("popoto")) {
      assertThat(floor.both(cuisines.get(0), Places.city(0)).run())
          .hasSameSizeAs(popoto.both(cuisines.get(0), Places.city(0)).run());
      assertThat(floor.best(cuisines.get(0), 4, 10).run()).hasSize(10);
      assertThat(floor.near(Places.centre(), 500).run())
          .hasSameSizeAs(popoto.near(Places.centre(), 500).run());
      assertThat(floor.many(Places.names(SIZE, 50)).run()).hasSize(50);
      assertThat(floor.fanOut(cuisines, 4, 10).run())
          .hasSameSizeAs(popoto.fanOut(cuisines, 4, 10).run());
    }
  }

  @Test
  void popotoNeedsOneRoundTripForEachSaveLoadAndQuery() {
    try (Rival<Object> popoto = open("popoto")) {
      List<Object> cycle = popoto.entities(Places.cycle(SIZE, 8));
      cycle.forEach(popoto::save);
      popoto.best(Places.cuisine(0), 4, 10).run();
      try (CommandMonitor monitor = CommandMonitor.on(redis.uri())) {
        cycle.forEach(popoto::save);
        popoto.load(Places.name(0));
        popoto.best(Places.cuisine(0), 4, 10).run();
        assertThat(monitor.commands()).hasSize(cycle.size() + 2);
      }
    }
  }
}
