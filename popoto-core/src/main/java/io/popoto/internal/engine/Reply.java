package io.popoto.internal.engine;

import io.popoto.internal.codec.Text;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of a reply of the read script. */
final class Reply {
  private Reply() {}

  /** Returns the rows, ids or count. */
  static List<?> rows(@Nullable Object reply) {
    List<?> list = (List<?>) Objects.requireNonNull(reply);
    return list.subList(1, list.size());
  }

  static String text(@Nullable Object bytes) {
    return Text.string((byte[]) Objects.requireNonNull(bytes));
  }

  /** Returns what the script found out, as explain shows it. */
  static String statistics(@Nullable Object reply) {
    List<?> found = (List<?>) ((List<?>) Objects.requireNonNull(reply)).get(0);
    return "  driven by: %s, %s candidates%n  examined: %s, returned: %d, round trips: 1"
        .formatted(text(found.get(1)), found.get(2), found.get(0), ((List<?>) reply).size() - 1);
  }
}
