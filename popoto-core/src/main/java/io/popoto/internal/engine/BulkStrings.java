package io.popoto.internal.engine;

/**
 * Texts as they go over the wire: {@code $}, the length in bytes, a line end, the text, another.
 */
final class BulkStrings {
  private BulkStrings() {}

  /** Returns how many bytes a text takes. */
  static int sizeOf(byte[] text) {
    return 1 + digits(text.length) + 2 + text.length + 2;
  }

  private static int digits(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Puts a text into bytes from a place on, and returns the place behind it. */
  static int put(byte[] text, byte[] into, int from) {
    int at = from;
    into[at++] = '$';
    int end = at + digits(text.length);
    for (int i = end - 1, rest = text.length; i >= at; i--, rest /= 10) {
      into[i] = (byte) ('0' + rest % 10);
    }
    at = lineEnd(into, end);
    System.arraycopy(text, 0, into, at, text.length);
    return lineEnd(into, at + text.length);
  }

  private static int lineEnd(byte[] into, int at) {
    into[at] = '\r';
    into[at + 1] = '\n';
    return at + 2;
  }
}
