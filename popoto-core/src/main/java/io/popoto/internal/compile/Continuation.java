package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a query goes on that did not fit the budget of one call.
 *
 * @param position the place in the order, if the call walked along it
 * @param part what the script is to resume from, if it took an index in parts
 * @param slice the number of the slice of a wide condition, from 0
 * @param condition the condition of the query, once it is resolved
 */
public record Continuation(
    @Nullable PagePosition position, @Nullable Part part, int slice, @Nullable Node condition) {
  /** The beginning. */
  public static final Continuation BEGIN = new Continuation(null, null, 0, null);

  /**
   * The place in the parts of an index, see {@code lua/segments.lua}.
   *
   * @param driver the driving condition
   * @param segment the segment
   * @param mark a cursor, or a score
   * @param member the last member seen; null if the mark is a cursor
   * @param left ids of records that were left out, since much had been read before them
   * @param bound the score of the worst record that the caller has of those it wants; null if they
   *     are not enough yet
   */
  public record Part(
      long driver,
      long segment,
      String mark,
      byte @Nullable [] member,
      List<byte[]> left,
      @Nullable Double bound) {
    private static final int NEAREST = -1;

    /** Returns whether the best records by what a plugin computes are searched for. */
    boolean isNearest() {
      return driver == NEAREST;
    }

    Part within(double newBound) {
      return new Part(driver, segment, mark, member, left, newBound);
    }

    void write(Json json, Operands operands) {
      json.name("resume").open('{').name("d").number(driver).name("s").number(segment);
      if (bound != null) {
        json.name("bound").text(Double.toString(bound));
      }
      if (member == null) {
        json.name("c").text(mark);
      } else {
        json.name("score").text(mark).name("m").number(operands.add(member));
      }
      if (!left.isEmpty()) {
        json.name("l").open('[');
        left.forEach(id -> json.number(operands.add(id)));
        json.close(']');
      }
      json.close('}');
    }
  }

  @SuppressWarnings("unchecked")
  static Part part(List<?> stop) {
    return new Part(
        (Long) Objects.requireNonNull(stop.get(1)),
        (Long) Objects.requireNonNull(stop.get(2)),
        Text.string((byte[]) Objects.requireNonNull(stop.get(3))),
        (byte[]) stop.get(4),
        stop.size() > 5 ? (List<byte[]>) Objects.requireNonNull(stop.get(5)) : List.of(),
        null);
  }
}
