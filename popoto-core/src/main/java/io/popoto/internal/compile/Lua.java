package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;

/** Lua source, put together line by line. */
final class Lua {
  private final StringBuilder out = new StringBuilder(4096);

  /** Adds a line; each {@code $} in it stands for the next argument. */
  Lua line(String template, Object... arguments) {
    int from = 0;
    for (Object argument : arguments) {
      int at = template.indexOf('$', from);
      // As a string of its own it is copied, not read sign by sign.
      out.append(template.substring(from, at)).append(argument);
      from = at + 1;
    }
    out.append(template.substring(from)).append('\n');
    return this;
  }

  /** Returns a string literal, of ASCII characters only, whatever the text holds. */
  static String quoted(String text) {
    StringBuilder literal = new StringBuilder(text.length() + 2).append('\'');
    for (byte b : Text.bytes(text)) {
      if (b >= ' ' && b < 127 && b != '\'' && b != '\\') {
        literal.append((char) b);
      } else {
        // Always three digits, since a digit may follow.
        literal.append('\\');
        String code = Integer.toString(b & 0xFF);
        literal.append("0".repeat(3 - code.length())).append(code);
      }
    }
    return literal.append('\'').toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
