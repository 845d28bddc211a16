package io.popoto.differential;

import io.popoto.Condition;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.differential.Column.Trait;
import io.popoto.geo.Distance;
import io.popoto.geo.DistanceUnit;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import io.popoto.geo.Near;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Random conditions on the fields of some data. */
final class Criteria {
  /** Positions are exact to a metre, so no place may lie closer to the edge of an area. */
  private static final double MARGIN_METERS = 3;

  private final Data<?> data;
  private final Repository<Owner> owners;
  private final Random random;

  Criteria(Data<?> data, Repository<Owner> owners, Random random) {
    this.data = data;
    this.owners = owners;
    this.random = random;
  }

  /** Returns a tree of at most so many levels. */
  Criterion tree(int depth) {
    return random.nextInt(25) == 0 ? chain() : shallow(depth);
  }

  /** Returns levels of and, or and not, each with one more condition, up to half of the limit. */
  private Criterion chain() {
    Criterion chain = leaf();
    for (int i = random.nextInt(25); i > 0; i--) {
      List<Criterion> parts = List.of(leaf(), chain);
      chain = random.nextBoolean() ? Criterion.and(parts) : Criterion.or(parts).not();
    }
    return chain;
  }

  private Criterion shallow(int depth) {
    if (depth == 0 || random.nextInt(5) < 2) {
      return leaf();
    }
    int parts = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(3);
    return switch (random.nextInt(3)) {
      case 0 -> Criterion.and(trees(parts, depth - 1));
      case 1 -> Criterion.or(trees(parts, depth - 1));
      default -> tree(depth - 1).not();
    };
  }

  private List<Criterion> trees(int number, int depth) {
    List<Criterion> trees = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      trees.add(tree(depth));
    }
    return trees;
  }

  private Criterion leaf() {
    Column column = data.columns().get(random.nextInt(data.columns().size()));
    if (column.is(Trait.REFERENCE) && random.nextBoolean()) {
      return related(column);
    }
    if (random.nextInt(8) == 0) {
      return isNull(column);
    }
    if (column.is(Trait.GEO)) {
      return area(column);
    }
    boolean several = column.is(Trait.RANGE) && random.nextInt(5) == 0;
    Criterion criterion = several ? ranges(column) : lookup(column);
    if (column.partitionBy().isEmpty()) {
      return criterion;
    }
    List<Criterion> parts = new ArrayList<>(partitions(column));
    parts.add(random.nextInt(parts.size() + 1), maybeNot(criterion));
    return Criterion.and(parts);
  }

  private Criterion maybeNot(Criterion criterion) {
    return random.nextInt(4) == 0 ? criterion.not() : criterion;
  }

  /** Returns conditions that say in which parts of a divided index to look. */
  List<Criterion> partitions(Column column) {
    List<Criterion> parts = new ArrayList<>();
    for (String name : column.partitionBy()) {
      Column partition = data.column(name);
      parts.add(random.nextInt(3) == 0 ? in(partition) : exact(partition));
    }
    return parts;
  }

  private Criterion lookup(Column column) {
    List<Criterion> choices = new ArrayList<>();
    choices.add(exact(column));
    choices.add(in(column));
    if (column.is(Trait.RANGE)) {
      choices.add(comparison(column));
      choices.add(comparison(column));
      choices.add(between(column));
    }
    if (column.is(Trait.TEXT)) {
      choices.add(partial(column));
      choices.add(partial(column));
    }
    return choices.get(random.nextInt(choices.size()));
  }

  /** Returns alternatives, or what several have in common, of one field that has an order. */
  private Criterion ranges(Column column) {
    List<Criterion> parts = new ArrayList<>();
    for (int i = 1 + random.nextInt(random.nextInt(4) == 0 ? 30 : 5); i > 0; i--) {
      parts.add(maybeNot(random.nextInt(3) == 0 ? comparison(column) : between(column)));
    }
    return random.nextInt(4) == 0 ? Criterion.and(parts) : Criterion.or(parts);
  }

  private Criterion exact(Column column) {
    Object operand = column.operand(random);
    String lookup = random.nextInt(3) == 0 ? "__exact" : "";
    return Criterion.of(
            column,
            Condition.of(column.name() + lookup, given(column, operand)),
            entry ->
                entry.get(column.name()) != null && Values.same(entry.get(column.name()), operand))
        .giving(column.name());
  }

  private Criterion in(Column column) {
    List<Object> operands = new ArrayList<>();
    List<Object> given = new ArrayList<>();
    int most = random.nextInt(6) == 0 ? 80 : 4;
    for (int i = random.nextInt(most); i > 0; i--) {
      Object operand = column.operand(random);
      operands.add(operand);
      given.add(given(column, operand));
    }
    return Criterion.of(
            column,
            Condition.of(column.name() + "__in", given),
            entry ->
                entry.get(column.name()) != null
                    && operands.stream().anyMatch(o -> Values.same(entry.get(column.name()), o)))
        .giving(column.name());
  }

  private Criterion isNull(Column column) {
    boolean truth = random.nextBoolean();
    boolean byEquality = truth && column.is(Trait.EQUAL) && random.nextBoolean();
    return Criterion.of(
        column,
        byEquality
            ? Condition.of(column.name(), null)
            : Condition.of(column.name() + "__isnull", truth),
        entry -> (entry.get(column.name()) == null) == truth);
  }

  private Criterion comparison(Column column) {
    Object operand = column.operand(random);
    String lookup = List.of("gt", "gte", "lt", "lte").get(random.nextInt(4));
    return Criterion.of(
        column,
        Condition.of(column.name() + "__" + lookup, given(column, operand)),
        entry -> {
          Object value = entry.get(column.name());
          if (value == null) {
            return false;
          }
          int compared = Values.compare(value, operand);
          return switch (lookup) {
            case "gt" -> compared > 0;
            case "gte" -> compared >= 0;
            case "lt" -> compared < 0;
            default -> compared <= 0;
          };
        });
  }

  private Criterion between(Column column) {
    Object low = column.operand(random);
    Object high = column.operand(random);
    return Criterion.of(
        column,
        Condition.of(column.name() + "__between", List.of(given(column, low), given(column, high))),
        entry -> {
          Object value = entry.get(column.name());
          return value != null
              && Values.compare(value, low) >= 0
              && Values.compare(value, high) <= 0;
        });
  }

  private Criterion partial(Column column) {
    String text = (String) column.operand(random);
    int length = text.codePointCount(0, text.length());
    int from = random.nextInt(length + 1);
    int to = from + random.nextInt(length - from + 1);
    String part = text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    String lookup = List.of("startswith", "endswith", "contains").get(random.nextInt(3));
    return Criterion.of(
        column,
        Condition.of(column.name() + "__" + lookup, part),
        entry -> {
          String value = (String) entry.get(column.name());
          if (value == null) {
            return false;
          }
          return switch (lookup) {
            case "startswith" -> value.startsWith(part);
            case "endswith" -> value.endsWith(part);
            default -> value.contains(part);
          };
        });
  }

  /** Returns an operand in one of the forms in which users may give it. */
  private Object given(Column column, Object operand) {
    boolean other = random.nextInt(3) == 0;
    if (column.is(Trait.REFERENCE)) {
      String name = (String) operand;
      return switch (random.nextInt(3)) {
        case 0 -> Data.ownerNamed(name);
        case 1 -> Ref.of(Data.ownerNamed(name));
        default -> owners.key(name);
      };
    } else if (other && operand instanceof Colour colour) {
      return colour.name();
    } else if (other && operand instanceof Integer number) {
      return number.longValue();
    } else if (other && operand instanceof Long number) {
      return BigDecimal.valueOf(number);
    } else if (other && operand instanceof java.util.UUID uuid) {
      return uuid.toString();
    }
    return operand;
  }

  private Criterion related(Column column) {
    List<Column> others = data.ownerColumns();
    Column other = others.get(random.nextInt(others.size()));
    Criterion inner = random.nextInt(4) == 0 ? isNull(other) : lookup(other);
    Condition.Lookup lookup = (Condition.Lookup) inner.condition();
    Predicate<@Nullable Entry> test = owner -> owner != null && inner.test().test(owner);
    return Criterion.of(
        column,
        Condition.of(column.name() + "__" + lookup.path(), lookup.operand()),
        entry -> test.test(data.owner(entry.get(column.name()))));
  }

  private Criterion area(Column column) {
    GeoPoint centre =
        random.nextBoolean() ? (GeoPoint) column.operand(random) : (GeoPoint) Draws.place(random);
    if (random.nextInt(3) == 0) {
      return box(column, centre);
    }
    double radius =
        clear(
            extent(),
            column.pool().stream().map(p -> Values.meters(centre, (GeoPoint) p)).toList());
    Distance distance = Distance.meters(radius);
    Condition condition =
        switch (random.nextInt(3)) {
          case 0 -> Condition.of(column.name() + "__near", new Near(centre, distance));
          case 1 ->
              Condition.of(
                  column.name() + "__near",
                  Near.of(centre, radius / 1000, DistanceUnit.KILOMETERS));
          default -> Geo.near(column.name(), centre, distance);
        };
    return Criterion.of(
        column,
        condition,
        entry -> {
          GeoPoint place = (GeoPoint) entry.get(column.name());
          return place != null && Values.meters(centre, place) <= radius;
        });
  }

  private Criterion box(Column column, GeoPoint centre) {
    double height =
        2
            * clear(
                extent(),
                column.pool().stream().map(p -> northwards(centre, (GeoPoint) p)).toList());
    double width =
        2
            * clear(
                extent(),
                column.pool().stream().map(p -> eastwards(centre, (GeoPoint) p)).toList());
    return Criterion.of(
        column,
        Geo.box(column.name(), centre, Distance.meters(width), Distance.meters(height)),
        entry -> {
          GeoPoint place = (GeoPoint) entry.get(column.name());
          return place != null
              && northwards(centre, place) <= height / 2
              && eastwards(centre, place) <= width / 2;
        });
  }

  private static double northwards(GeoPoint centre, GeoPoint place) {
    return Values.meters(centre, GeoPoint.of(place.latitude(), centre.longitude()));
  }

  private static double eastwards(GeoPoint centre, GeoPoint place) {
    return Values.meters(GeoPoint.of(place.latitude(), centre.longitude()), place);
  }

  private double extent() {
    return 10 * Math.pow(10, random.nextDouble() * 6.3);
  }

  /** Returns the least length from the given one on that none of the distances is close to. */
  private static double clear(double length, List<Double> distances) {
    double clear = length;
    while (true) {
      double candidate = clear;
      if (distances.stream().noneMatch(d -> Math.abs(d - candidate) < MARGIN_METERS)) {
        return clear;
      }
      clear += MARGIN_METERS;
    }
  }

  /** Returns a point from which the places of a field have distances that can be told apart. */
  @Nullable GeoPoint viewpoint(Column column) {
    for (int attempt = 0; attempt < 20; attempt++) {
      GeoPoint from = (GeoPoint) Draws.place(random);
      double[] distances =
          column.pool().stream()
              .distinct()
              .mapToDouble(p -> Values.meters(from, (GeoPoint) p))
              .sorted()
              .toArray();
      boolean clear = true;
      for (int i = 1; i < distances.length; i++) {
        clear &= distances[i] - distances[i - 1] > MARGIN_METERS;
      }
      if (clear) {
        return from;
      }
    }
    return null;
  }
}
