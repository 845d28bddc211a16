package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import io.popoto.Hit;
import io.popoto.Page;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More places within a circle than one call may look at. */
abstract class DenseContract extends Contract {
  private static final int COUNT =
      Boolean.getBoolean("popoto.soak")
          ? Integer.getInteger("popoto.soak.places", 200_000)
          : 10_000;
  private static final int AT_ONCE = 20_000;
  private static final int BUDGET = 2_500;

  /** How many candidates a script takes from an index at a time. */
  private static final int STEP = 500;

  private static final Distance INNER = Distance.kilometers(3);
  private static final Distance ALL = Distance.kilometers(10);

  private final List<Restaurant> inside = new ArrayList<>();

  DenseContract(Api api) {
    super(api);
  }

  /** Fills a square of 8 km with places, none of them on the edge of the inner circle. */
  private Repository<Restaurant> places() {
    Repository<Restaurant> places = repository(Restaurant.class);
    Random random = new Random(1);
    List<Restaurant> some = new ArrayList<>();
    for (int made = 0; made < COUNT; ) {
      GeoPoint point =
          GeoPoint.of(
              Places.ROME.latitude() + (random.nextDouble() - 0.5) * 0.07,
              Places.ROME.longitude() + (random.nextDouble() - 0.5) * 0.09);
      double fromEdge = Places.ROME.distanceTo(point).meters() - INNER.meters();
      if (Math.abs(fromEdge) < 2) {
        continue;
      }
      String name = "r%06d".formatted(made++);
      Restaurant place = new Restaurant(name, "any", random.nextInt(100), point);
      some.add(place);
      if (fromEdge < 0) {
        inside.add(place);
      }
      if (some.size() == AT_ONCE || made == COUNT) {
        places.bulkCreate(some);
        some.clear();
      }
    }
    return places;
  }

  private static double distance(Restaurant place) {
    return Geo.distance("location", Places.ROME).of(place.location).meters();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void noCallLooksAtMoreThanItsBudget() {
    Repository<Restaurant> places = places();
    Query<Restaurant> near = places.query().filter(Geo.near("location", Places.ROME, INNER));
    Query<Restaurant> nearest = near.orderBy(Geo.distance("location", Places.ROME));
    List<Restaurant> byDistance =
        inside.stream()
            .sorted(Comparator.comparingDouble(DenseContract::distance).thenComparing(p -> p.name))
            .toList();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      assertThat(places.query().filter(Geo.near("location", Places.ROME, ALL)).count())
          .isEqualTo(COUNT);
      assertThat(near.count()).isEqualTo(inside.size());
      assertThat(near.filter("rating__gte", 90).count())
          .isEqualTo(inside.stream().filter(place -> place.rating >= 90).count());
      assertThat(near.keys()).hasSize(inside.size());
      assertThat(names(near.orderBy("-rating").limit(5).all())).hasSize(5).allMatch("99"::equals);
      assertThat(near.limit(3).offset(100).all())
          .extracting(place -> place.name)
          .isEqualTo(inside.stream().skip(100).limit(3).map(place -> place.name).toList());
      List<Hit<Restaurant, Distance>> hits =
          nearest.withValue(Geo.distance("location", Places.ROME)).limit(5).all();
      assertThat(hits)
          .extracting(hit -> hit.value().meters())
          .isEqualTo(byDistance.stream().limit(5).map(DenseContract::distance).toList());
      Query<Restaurant> pages = nearest.limit(50);
      Page<Restaurant> page = pages.page();
      List<Restaurant> walked = new ArrayList<>(page.items());
      while (walked.size() < 150) {
        page = pages.after(page.next().orElseThrow()).page();
        walked.addAll(page.items());
      }
      assertThat(walked)
          .extracting(place -> place.name)
          .isEqualTo(byDistance.stream().limit(150).map(place -> place.name).toList());

      assertThat(examined(monitor)).hasSizeGreaterThan(10).allMatch(n -> n <= BUDGET + STEP);
    }
    if (COUNT > AT_ONCE) {
      // Too many to be compared entry by entry afterwards.
      places.deleteAll();
    }
  }

  private static List<String> names(List<Restaurant> places) {
    return places.stream().map(place -> "%.0f".formatted(place.rating)).toList();
  }

  /** Runs the scripts that were called once more and returns how many candidates each looked at. */
  private List<Long> examined(CommandMonitor monitor) {
    List<Long> examined = new ArrayList<>();
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
      examined.add((Long) head.get(0));
    }
    return examined;
  }
}
