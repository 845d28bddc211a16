package io.popoto.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Unions and intersections of intervals hold exactly the values that they should. */
class IntervalTest {
  private static final int VALUES = 12;

  private final Random random = new Random(1);

  private Interval.@Nullable Bound bound() {
    return random.nextInt(6) == 0
        ? null
        : new Interval.Bound(score(random.nextInt(VALUES)), random.nextBoolean(), "");
  }

  /** Returns the place of a value, of which each two share a score. */
  private static Score score(int value) {
    return new Score(Math.floorDiv(value, 2), new byte[] {(byte) (value % 2)});
  }

  private Interval interval() {
    return new Interval(bound(), bound());
  }

  private static boolean holds(Interval interval, int value) {
    return Interval.contain(List.of(interval), score(value));
  }

  @Test
  void unionsAreInOrderApartAndHoldWhatTheirPartsHold() {
    for (int round = 0; round < 5_000; round++) {
      List<Interval> parts = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        parts.add(interval());
      }
      List<Interval> union = Interval.union(parts);
      for (int value = 0; value < VALUES; value++) {
        int each = value;
        assertThat(Interval.contain(union, score(value)))
            .as("%d in %s", value, parts)
            .isEqualTo(parts.stream().anyMatch(part -> holds(part, each)));
        assertThat(union.stream().filter(part -> holds(part, each)).count()).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void intersectionsHoldWhatBothHold() {
    for (int round = 0; round < 5_000; round++) {
      Interval a = interval();
      Interval b = interval();
      for (int value = 0; value < VALUES; value++) {
        assertThat(holds(a.intersection(b), value)).isEqualTo(holds(a, value) && holds(b, value));
      }
    }
  }
}
