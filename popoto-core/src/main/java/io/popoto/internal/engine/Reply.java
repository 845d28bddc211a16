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
 * @param rows rows, ids, groups or a count
 */
record Reply(
    long examined,
    String driver,
    long candidates,
    long backlog,
    int skipped,
    @Nullable Object stop,
    List<?> rows) {

  static Reply of(@Nullable Object reply) {
    List<?> list = (List<?>) Objects.requireNonNull(reply);
    List<?> head = (List<?>) Objects.requireNonNull(list.get(list.size() - 1));
    return new Reply(
        number(head.get(0)),
        text(head.get(1)),
        number(head.get(2)),
        number(head.get(3)),
        (int) number(head.get(4)),
        head.get(5),
        list.subList(0, list.size() - 1));
  }

  /** Returns whether the rows are parts of an answer, to be ordered and paged here. */
  boolean inParts() {
    return stop instanceof List<?> list && !text(list.get(0)).equals("after");
  }

  private static long number(@Nullable Object number) {
    return (Long) Objects.requireNonNull(number);
  }

  static String text(@Nullable Object bytes) {
    return Text.string((byte[]) Objects.requireNonNull(bytes));
  }
}
