package io.popoto.differential;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a model, with what queries may ask of it.
 *
 * @param name the name of the field
 * @param traits what it can do
 * @param nullable whether it can be null
 * @param partitionBy the fields that divide its index
 * @param pool values to choose from
 */
record Column(
    String name,
    Set<Trait> traits,
    boolean nullable,
    List<String> partitionBy,
    List<@Nullable Object> pool) {

  /** What a field can do. */
  enum Trait {
    EQUAL,
    TEXT,
    RANGE,
    ORDER,
    GROUP,
    GEO,
    REFERENCE
  }

  static final Set<Trait> PLAIN = EnumSet.of(Trait.EQUAL, Trait.ORDER);
  static final Set<Trait> INDEXED = EnumSet.of(Trait.EQUAL, Trait.ORDER, Trait.GROUP);
  static final Set<Trait> TEXT = EnumSet.of(Trait.EQUAL, Trait.ORDER, Trait.GROUP, Trait.TEXT);
  static final Set<Trait> SORTED = EnumSet.of(Trait.EQUAL, Trait.ORDER, Trait.GROUP, Trait.RANGE);

  static Column of(
      String name,
      Set<Trait> traits,
      boolean nullable,
      Random random,
      int poolSize,
      Function<Random, Object> values) {
    return new Column(
        name,
        traits,
        nullable,
        List.of(),
        java.util.stream.IntStream.range(0, poolSize).mapToObj(i -> values.apply(random)).toList());
  }

  Column dividedBy(String... fields) {
    return new Column(name, traits, nullable, List.of(fields), pool);
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Returns a value that a record may have. */
  @Nullable Object draw(Random random) {
    return nullable && random.nextInt(4) == 0 ? null : operand(random);
  }

  /** Returns a value to compare with. */
  Object operand(Random random) {
    return java.util.Objects.requireNonNull(pool.get(random.nextInt(pool.size())));
  }
}
