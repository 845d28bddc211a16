package io.popoto.internal.engine;

import io.popoto.internal.codec.Text;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reply of the read script.
 *
 * @param examined how many candidates were looked at
 * @param driver what drove the query
 * @param candidates how many it has
 * @param backlog how many expired records wait to be swept
 * @param skipped how much of the offset was used up
 * @param stop where to go on, if the budget was spent
 * @param counts the cardinality of each condition, negative where it is not known
 * @param rows rows, groups or a count
 * @param ids ids of records instead of their rows
 * @param isCut whether further rows of a page were too large for this reply
 */
record Reply(
    long examined,
    String driver,
    long candidates,
    long backlog,
    int skipped,
    @Nullable Object stop,
    List<Long> counts,
    List<?> rows,
    List<?> ids,
    boolean isCut) {

  /** Returns the reply to a call for rows, of which it has ids where there are too many. */
  static Reply ofRows(@Nullable Object reply) {
    return of(reply, true);
  }

  /** Returns any other reply. */
  static Reply of(@Nullable Object reply) {
    return of(reply, false);
  }

  @SuppressWarnings("unchecked")
  private static Reply of(@Nullable Object reply, boolean ofRows) {
    List<?> list = (List<?>) Objects.requireNonNull(reply);
    List<?> head = (List<?>) Objects.requireNonNull(list.get(list.size() - 1));
    int end = list.size() - 1;
    int rows = ofRows ? (int) number(head.get(6)) : end;
    return new Reply(
        number(head.get(0)),
        text(head.get(1)),
        number(head.get(2)),
        number(head.get(3)),
        (int) number(head.get(4)),
        head.get(5),
        (List<Long>) Objects.requireNonNull(head.get(7)),
        list.subList(0, rows),
        list.subList(rows, end),
        number(head.get(9)) == 1);
  }

  /** Returns whether the rows are parts of an answer, to be ordered and paged here. */
  boolean inParts() {
    if (stop instanceof List<?> list) {
      String kind = text(list.get(0));
      return !kind.equals("after") && !kind.equals("cut");
    }
    return false;
  }

  private static long number(@Nullable Object number) {
    return (Long) Objects.requireNonNull(number);
  }

  static String text(@Nullable Object bytes) {
    return Text.string((byte[]) Objects.requireNonNull(bytes));
  }
}
