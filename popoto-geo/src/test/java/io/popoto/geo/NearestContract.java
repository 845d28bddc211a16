package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import io.popoto.Condition;
import io.popoto.Page;
import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.contract.Api;
import io.popoto.contract.Contract;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The nearest and the farthest places without a radius, and what one call may look at for them. */
abstract class NearestContract extends Contract {
  private static final int BUDGET = 2_500;

  /** What a batch of candidates may cost that was begun before the budget was spent. */
  private static final int BATCH = 5_000;

  private final Random random = new Random(7);
  private final List<Restaurant> places = new ArrayList<>();

  NearestContract(Api api) {
    super(api);
  }

  private void store(Repository<Restaurant> repository, int count) {
    IntStream.range(0, count)
        .mapToObj(i -> new Restaurant("r%05d".formatted(i), "any", random.nextInt(100), point(i)))
        .forEach(places::add);
    repository.bulkCreate(places);
  }

  private GeoPoint point(int number) {
    return switch (number % 6) {
      case 0 -> GeoPoint.of(random.nextDouble() * 170 - 85, random.nextDouble() * 360 - 180);
      case 1 -> GeoPoint.of(85 - random.nextDouble() / 10, random.nextDouble() * 360 - 180);
      case 2 -> GeoPoint.of(random.nextGaussian(), random.nextBoolean() ? 179.99 : -179.99);
      case 3 -> GeoPoint.of(-85.05, random.nextInt(3) - 1);
      case 4 -> Places.ROME;
      default ->
          GeoPoint.of(
              Places.ROME.latitude() + random.nextGaussian() / 50,
              Places.ROME.longitude() + random.nextGaussian() / 50);
    };
  }

  private List<GeoPoint> viewpoints() {
    return List.of(
        Places.ROME,
        GeoPoint.of(85.05112878, 10),
        GeoPoint.of(-85.05112878, -170),
        GeoPoint.of(0.5, 180),
        GeoPoint.of(-0.5, -180),
        GeoPoint.of(random.nextDouble() * 170 - 85, random.nextDouble() * 360 - 180));
  }

  private List<String> expected(GeoPoint from, boolean farthest, Predicate<Restaurant> test) {
    Comparator<Restaurant> order =
        Comparator.<Restaurant>comparingDouble(
                place -> Geo.distance("location", from).of(place.location).meters())
            .thenComparing(place -> place.name);
    return places.stream()
        .filter(test)
        .sorted(farthest ? order.reversed() : order)
        .map(place -> place.name)
        .toList();
  }

  private static List<String> names(List<Restaurant> found) {
    return found.stream().map(place -> place.name).toList();
  }

  private static Query<Restaurant> by(Query<Restaurant> query, GeoPoint from, boolean farthest) {
    var distance = Geo.distance("location", from);
    return farthest ? query.orderBy(distance.descending()) : query.orderBy(distance);
  }

  @Test
  void nearestAreExactFromEverywhereWhateverTheBudget() {
    store(repository(Restaurant.class), 2_000);
    Predicate<Restaurant> good = place -> place.rating >= 80;
    for (int budget : new int[] {BUDGET, 700, 60}) {
      try (Popoto popoto = redis.builder().queryBudget(budget).build()) {
        Query<Restaurant> all = repository(popoto, Restaurant.class).query();
        for (GeoPoint from : viewpoints()) {
          for (boolean farthest : new boolean[] {false, true}) {
            String what = "budget %d, from %s, farthest %s".formatted(budget, from, farthest);
            List<String> expected = expected(from, farthest, place -> true);
            List<String> expectedGood = expected(from, farthest, good);
            Query<Restaurant> query = by(all, from, farthest);
            Query<Restaurant> filtered = by(all.filter("rating__gte", 80), from, farthest);
            assertThat(names(query.limit(10).all())).as(what).isEqualTo(expected.subList(0, 10));
            assertThat(names(query.offset(5).limit(90).all()))
                .as(what)
                .isEqualTo(expected.subList(5, 95));
            assertThat(names(filtered.limit(7).all()))
                .as(what)
                .isEqualTo(expectedGood.subList(0, 7));
            assertThat(names(walk(filtered.limit(30), 3)))
                .as(what)
                .isEqualTo(expectedGood.subList(0, 90));
          }
        }
      }
    }
  }

  private static List<Restaurant> walk(Query<Restaurant> query, int pages) {
    Page<Restaurant> page = query.page();
    List<Restaurant> walked = new ArrayList<>(page.items());
    for (int i = 1; i < pages; i++) {
      page = query.after(page.next().orElseThrow()).page();
      walked.addAll(page.items());
    }
    return walked;
  }

  @Test
  void nearestOfThoseInsideACircleAreFoundFromItsMiddle() {
    store(repository(Restaurant.class), 2_000);
    Query<Restaurant> near =
        repository(Restaurant.class)
            .query()
            .filter(Geo.near("location", Places.ROME, Distance.kilometers(5)));
    List<String> expected = expected(Places.ROME, false, place -> true);

    assertThat(names(by(near, Places.ROME, false).limit(10).all()))
        .isEqualTo(expected.subList(0, 10));
    assertThat(by(near, Places.ROME, false).limit(10).explain()).contains("driven by: nearest");
  }

  @Test
  void placesThatAreNowhereComeFirstAndNoneIsMissed() {
    Repository<Restaurant> repository = repository(Restaurant.class);
    store(repository, 300);
    repository.create(new Restaurant("nowhere", "any", 1, null));

    Query<Restaurant> query = by(repository.query(), Places.ROME, false);
    assertThat(names(query.limit(3).all()))
        .containsExactly(
            "nowhere",
            expected(Places.ROME, false, place -> true).get(0),
            expected(Places.ROME, false, place -> true).get(1));
    assertThat(names(by(repository.query(), Places.ROME, true).limit(301).all()))
        .hasSize(301)
        .endsWith("nowhere");
  }

  @Test
  void fewCandidatesAreLookedAtForTheNearest() {
    store(repository(Restaurant.class), 6_000);
    Query<Restaurant> query = repository(Restaurant.class).query();

    String plan = by(query, Places.FLORENCE, false).limit(10).explain();

    assertThat(plan).contains("driven by: nearest geo:location").contains("round trips: 1");
    assertThat(Integer.parseInt(plan.replaceAll("(?s).*examined: (\\d+),.*", "$1")))
        .isLessThan(400);
  }

  @Test
  void noOrderAndNoGroupIsMoreWorkThanItsBudget() {
    store(repository(Restaurant.class), 8_000);
    Query<Restaurant> all = repository(Restaurant.class).query();
    Condition half = Condition.of("rating__lt", 50);
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      for (boolean farthest : new boolean[] {false, true}) {
        by(all, Places.ROME, farthest).limit(10).all();
        by(all.filter(half), Places.FLORENCE, farthest).limit(10).all();
        by(all.filter(half), Places.FLORENCE, farthest).limit(5_000).keys();
      }
      all.orderBy("cuisine").limit(10).all();
      all.orderBy("-cuisine", "rating").offset(200).limit(10).all();
      all.filter(half).orderBy("-rating").limit(3_000).page();
      all.filter(half).keys();
      assertThat(all.countBy("rating").values().stream().mapToLong(n -> n).sum()).isEqualTo(8_000);
      all.filter(half).distinct("name");
      all.orderBy("cuisine").explain();

      List<Long> work = work(monitor);
      assertThat(work).hasSizeGreaterThan(20).allMatch(n -> n <= BUDGET + BATCH);
    }
  }

  /** Runs the scripts that were called once more and returns how much work each counted. */
  private List<Long> work(CommandMonitor monitor) {
    List<Long> work = new ArrayList<>();
    for (List<String> command : monitor.commands()) {
      if (!command.get(0).equalsIgnoreCase("EVALSHA")
          || !command.get(3).contains(redis.namespace())) {
        continue;
      }
      List<?> reply =
          RawRedis.commands()
              .evalsha(
                  command.get(1),
                  ScriptOutputType.MULTI,
                  new String[] {command.get(3)},
                  command.subList(4, command.size()).toArray(String[]::new));
      List<?> head = (List<?>) reply.get(reply.size() - 1);
      work.add((Long) head.get(8));
    }
    return work;
  }
}
