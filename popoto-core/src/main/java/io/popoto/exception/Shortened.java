package io.popoto.exception;

/** Texts in messages. */
final class Shortened {
  private static final int MOST = 100;

  private Shortened() {}

  /** Returns a text, or its beginning and its length if it is long. */
  static String of(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.substring(0, end) + "… (" + text.length() + " characters)";
  }
}
