package io.popoto.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Follows a stream of RESP2 or RESP3 replies that arrives in pieces, and tells where replies begin.
 * Push messages are no replies. Pub/sub messages of RESP2 look like replies and count as such.
 */
final class ReplyScanner {
  private enum State {
    TYPE,
    HEADER,
    BODY
  }

  private final StringBuilder header = new StringBuilder();

  /** How many elements each open aggregate still waits for, the innermost first. */
  private final Deque<Long> pending = new ArrayDeque<>();

  private State state = State.TYPE;
  private char type;
  private long bodyLeft;

  /** Returns the offsets in the chunk at which a reply begins. */
  List<Integer> starts(byte[] chunk) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < chunk.length; i++) {
      char next = (char) (chunk[i] & 0xff);
      switch (state) {
        case TYPE -> {
          if (pending.isEmpty() && next != '>') {
            starts.add(i);
          }
          type = next;
          state = State.HEADER;
        }
        case HEADER -> header(next);
        case BODY -> {
          int step = (int) Math.min(bodyLeft, chunk.length - i);
          bodyLeft -= step;
          i += step - 1;
          if (bodyLeft == 0) {
            endElement();
          }
        }
      }
    }
    return starts;
  }

  private void header(char next) {
    if (next == '\n') {
      String text = header.toString();
      header.setLength(0);
      endHeader(text);
    } else if (next != '\r') {
      header.append(next);
    }
  }

  private void endHeader(String text) {
    switch (type) {
      case '$', '=', '!' -> beginBody(Long.parseLong(text));
      case '*', '~', '>' -> beginAggregate(Long.parseLong(text));
      case '%' -> beginAggregate(2 * Long.parseLong(text));
      // Attributes stand before the element that they describe.
      case '|' -> beginAggregate(2 * Long.parseLong(text) + 1);
      default -> endElement();
    }
  }

  private void beginBody(long length) {
    if (length < 0) {
      endElement();
    } else {
      bodyLeft = length + 2;
      state = State.BODY;
    }
  }

  private void beginAggregate(long elements) {
    if (elements <= 0) {
      endElement();
    } else {
      pending.push(elements);
      state = State.TYPE;
    }
  }

  private void endElement() {
    state = State.TYPE;
    while (!pending.isEmpty()) {
      long left = pending.pop() - 1;
      if (left > 0) {
        pending.push(left);
        return;
      }
    }
  }
}
