package io.popoto.servertime;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Random conditions on tickets, by kind. */
final class Lookups {
  private final Random random;
  private final Population population;
  private final Map<String, Supplier<Condition>> kinds = new LinkedHashMap<>();

  Lookups(Random random, Population population) {
    this.random = random;
    this.population = population;
    addEqualities();
    addRanges();
    addMany();
    addRelated();
    addTexts();
    addPlaces();
  }

  /** Returns what makes conditions, by kind. */
  Map<String, Supplier<Condition>> kinds() {
    return kinds;
  }

  /** Returns a condition of any kind. */
  Condition any() {
    List<Supplier<Condition>> all = List.copyOf(kinds.values());
    return all.get(random.nextInt(all.size())).get();
  }

  private void addEqualities() {
    kinds.put("eq", () -> Condition.of("status", status()));
    kinds.put("eq of a sorted field", () -> Condition.of("priority", random.nextInt(10)));
    kinds.put("eq of a plain field", () -> Condition.of("level", random.nextInt(100)));
    kinds.put("eq of a plain decimal", () -> Condition.of("amount", amount()));
    kinds.put("is null", () -> Condition.of("client__isnull", random.nextBoolean()));
    kinds.put("is null, plain", () -> Condition.of("note__isnull", random.nextBoolean()));
    kinds.put("tag", () -> Condition.of("tags__contains", tag()));
  }

  private void addRanges() {
    kinds.put("range of longs", () -> Condition.of("serial__gte", serial()));
    kinds.put("range of ints", () -> Condition.of("priority__lt", random.nextInt(10)));
    kinds.put("range of doubles", () -> between("weight", random.nextDouble() * 1000, 100.0));
    kinds.put("range of decimals", () -> Condition.of("price__gt", price()));
    kinds.put("range of texts", () -> Condition.of("title__gte", title()));
    kinds.put(
        "range of instants",
        () -> Condition.of("at__lt", Population.START.plusSeconds(random.nextInt(300 * 86_400))));
    kinds.put(
        "range in partitions",
        () ->
            Condition.of("region__in", regions(1 + random.nextInt(4)))
                .and(Condition.of("rank__lt", random.nextInt(1_000_000))));
  }

  private static Condition between(String field, double from, double length) {
    return Condition.of(field + "__between", List.of(from, from + length));
  }

  private void addMany() {
    kinds.put("in, statuses", () -> Condition.of("status__in", List.of(status(), status())));
    kinds.put("in, 300 longs", () -> Condition.of("serial__in", some(300, this::serial)));
    kinds.put(
        "in, 300 ints", () -> Condition.of("priority__in", some(300, () -> random.nextInt(400))));
    kinds.put("in, 300 decimals", () -> Condition.of("price__in", some(300, this::price)));
    kinds.put(
        "in, 300 plain values",
        () -> Condition.of("level__in", some(300, () -> random.nextInt(3000))));
    kinds.put("in, 2,000 keys", () -> Condition.of("code__in", some(2_000, this::code)));
    kinds.put("in, 1,000 references", () -> Condition.of("client__in", some(1_000, this::client)));
    kinds.put("any of 100 tags", () -> Condition.of("tags__any", some(100, this::tag)));
    kinds.put("all of 2 tags", () -> Condition.of("tags__all", List.of(tag(), tag())));
    kinds.put("or of 200 ranges", () -> ranges("weight", 200));
    kinds.put("or of 200 ranges of longs", this::rangesOfLongs);
    kinds.put(
        "or of 20 equalities and ranges",
        () -> {
          Condition or = Condition.of("status", status());
          for (int i = 0; i < 20; i++) {
            or =
                or.or(
                    Condition.of("status", status())
                        .and(between("weight", random.nextDouble() * 1000, 5)));
          }
          return or;
        });
  }

  private Condition ranges(String field, int count) {
    Condition or = between(field, random.nextDouble() * 1000, 1);
    for (int i = 1; i < count; i++) {
      or = or.or(between(field, random.nextDouble() * 1000, 1));
    }
    return or;
  }

  private Condition rangesOfLongs() {
    Condition or = Condition.of("serial", serial());
    for (int i = 1; i < 200; i++) {
      long from = serial();
      or = or.or(Condition.of("serial__between", List.of(from, from + 100)));
    }
    return or;
  }

  private void addRelated() {
    kinds.put("related equality", () -> Condition.of("client__city", city()));
    kinds.put("related range", () -> Condition.of("client__age__gte", 18 + random.nextInt(70)));
    kinds.put(
        "related plain field", () -> Condition.of("client__remark", "r" + random.nextInt(10)));
  }

  private void addTexts() {
    kinds.put(
        "key begins with", () -> Condition.of("code__startswith", "t00" + random.nextInt(10)));
    kinds.put("key contains", () -> Condition.of("code__contains", "" + random.nextInt(1000)));
    kinds.put("status ends with", () -> Condition.of("status__endswith", "e"));
  }

  private void addPlaces() {
    kinds.put(
        "circle in town",
        () -> Geo.near("place", centre(), Distance.meters(100 + random.nextInt(20_000))));
    kinds.put(
        "circle of continents",
        () -> Geo.near("place", anywhere(), Distance.kilometers(100 + random.nextInt(9_000))));
    kinds.put(
        "box",
        () ->
            Geo.box(
                "place",
                centre(),
                Distance.meters(100 + random.nextInt(20_000)),
                Distance.meters(100 + random.nextInt(20_000))));
  }

  GeoPoint centre() {
    return GeoPoint.of(
        Population.ROME.latitude() + random.nextGaussian() / 20,
        Population.ROME.longitude() + random.nextGaussian() / 20);
  }

  GeoPoint anywhere() {
    return GeoPoint.of(random.nextDouble() * 170 - 85, random.nextDouble() * 360 - 180);
  }

  private <V> List<V> some(int count, Supplier<V> draw) {
    return IntStream.range(0, count).mapToObj(i -> draw.get()).toList();
  }

  private List<String> regions(int count) {
    List<String> regions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      regions.add("region" + (i + random.nextInt(3) * 3) % 10);
    }
    return regions;
  }

  private String status() {
    return Population.STATUSES.get(random.nextInt(Population.STATUSES.size()));
  }

  private String city() {
    return Population.CITIES.get(random.nextInt(Population.CITIES.size()));
  }

  private String tag() {
    return Population.tag(random.nextInt(200));
  }

  private long serial() {
    return (1L << 53) + random.nextInt(10 * population.tickets);
  }

  private BigDecimal price() {
    return BigDecimal.valueOf(random.nextInt(100_000), 2);
  }

  private BigDecimal amount() {
    return BigDecimal.valueOf(random.nextInt(1_000_000), 3);
  }

  private String title() {
    return "title of " + random.nextInt(population.tickets);
  }

  private String code() {
    return Population.ticket(random.nextInt(population.tickets));
  }

  private Key<Client> client() {
    return Ref.of(new Client(Population.client(random.nextInt(population.clients))))
        .key()
        .orElseThrow();
  }
}
