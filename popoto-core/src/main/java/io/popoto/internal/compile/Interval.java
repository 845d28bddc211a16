package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values between two bounds, either of which may be missing.
 *
 * @param low the lower bound
 * @param high the upper bound
 */
record Interval(@Nullable Bound low, @Nullable Bound high) {

  /**
   * A bound of an interval.
   *
   * @param score its place in the index
   * @param open whether the bound itself is left out
   * @param shown the value as text
   */
  record Bound(Score score, boolean open, String shown) {
    void write(Json json, Operands operands, boolean tokens) {
      json.open('{').name("score").text(Double.toString(score.score()));
      if (open) {
        json.name("open").truth(true);
      }
      if (tokens) {
        json.name("token").number(operands.add(score.token()));
      }
      json.close('}');
    }
  }

  /** Returns whether a value is not below the lower bound. */
  private boolean begins(Score score) {
    int compared = low == null ? 1 : score.compareTo(low.score());
    return compared > 0 || (compared == 0 && low != null && !low.open());
  }

  /** Returns whether a value is not above the upper bound. */
  private boolean lasts(Score score) {
    int compared = high == null ? -1 : score.compareTo(high.score());
    return compared < 0 || (compared == 0 && high != null && !high.open());
  }

  /** Returns whether a value lies in one of some intervals, which are in order and apart. */
  static boolean contain(List<Interval> intervals, Score score) {
    int from = 0;
    int to = intervals.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (intervals.get(middle).lasts(score)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from < intervals.size() && intervals.get(from).begins(score);
  }

  private boolean isEmpty() {
    if (low == null || high == null) {
      return false;
    }
    int compared = low.score().compareTo(high.score());
    return compared > 0 || (compared == 0 && (low.open() || high.open()));
  }

  private static int compareLow(@Nullable Bound a, @Nullable Bound b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    int compared = a.score().compareTo(b.score());
    return compared != 0 ? compared : Boolean.compare(a.open(), b.open());
  }

  private static int compareHigh(@Nullable Bound a, @Nullable Bound b) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    int compared = a.score().compareTo(b.score());
    return compared != 0 ? compared : Boolean.compare(b.open(), a.open());
  }

  /** Returns the same values in intervals that are in order and apart. */
  static List<Interval> union(List<Interval> intervals) {
    List<Interval> sorted = new ArrayList<>(intervals);
    sorted.removeIf(Interval::isEmpty);
    sorted.sort((a, b) -> compareLow(a.low(), b.low()));
    List<Interval> union = new ArrayList<>();
    for (Interval next : sorted) {
      int last = union.size() - 1;
      if (last >= 0 && union.get(last).reaches(next)) {
        Interval before = union.get(last);
        Bound high = compareHigh(before.high(), next.high()) >= 0 ? before.high() : next.high();
        union.set(last, new Interval(before.low(), high));
      } else {
        union.add(next);
      }
    }
    return List.copyOf(union);
  }

  /**
   * Returns whether nothing lies between this interval and one that begins behind its beginning.
   */
  private boolean reaches(Interval next) {
    if (high == null || next.low() == null) {
      return true;
    }
    int compared = next.low().score().compareTo(high.score());
    return compared < 0 || (compared == 0 && !(next.low().open() && high.open()));
  }

  /** Returns the values that are in this interval and in another. */
  Interval intersection(Interval other) {
    return new Interval(
        compareLow(low, other.low) >= 0 ? low : other.low,
        compareHigh(high, other.high) <= 0 ? high : other.high);
  }

  /**
   * Adds the bounds as the scripts read them: for each the score, the token, and 1 if it is open.
   */
  void addTo(List<byte[]> texts) {
    for (Bound bound : new @Nullable Bound[] {low, high}) {
      texts.add(Text.bytes(bound == null ? "" : Double.toString(bound.score().score())));
      texts.add(bound == null ? new byte[0] : bound.score().token());
      texts.add(Text.bytes(bound != null && bound.open() ? "1" : ""));
    }
  }

  String text() {
    return (low == null || low.open() ? "(" : "[")
        + (low == null ? "-inf" : low.shown())
        + ", "
        + (high == null ? "+inf" : high.shown())
        + (high == null || high.open() ? ")" : "]");
  }
}
