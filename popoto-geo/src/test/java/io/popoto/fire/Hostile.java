package io.popoto.fire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that somebody may send who means no good, or has odd names. */
final class Hostile {
  private static final List<String> TEXTS =
      List.of(
          "",
          "\0",
          "0\0a",
          "a\0",
          "\0\0",
          "1503123\0victim",
          ":",
          "a:b",
          "%",
          "%25",
          "%3A",
          "%-",
          "*",
          "?",
          "[a-z]",
          "{a}",
          "}",
          "\ud800",
          "a\udc00b",
          "\ud83d\ude00",
          "日本",
          "é",
          "null",
          "None",
          "NaN",
          "1e400",
          "-0",
          "'); redis.call('FLUSHALL') --",
          "]] redis.call('FLUSHALL') --[[",
          "\"}]",
          "\\",
          "\r\n*1\r\n$8\r\nFLUSHALL\r\n",
          "popoto:Odd:all",
          "~",
          "__in",
          "[\"java.lang.Runtime\"]",
          "{\"@class\":\"javax.script.ScriptEngineManager\"}",
          "${jndi:ldap://x}",
          "../../etc",
          "\uffff",
          "\u0001\u007f");

  private final Random random;

  Hostile(Random random) {
    this.random = random;
  }

  /** Returns a text, often one of a few, so that records meet. */
  String text() {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    return switch (random.nextInt(6)) {
      case 0 -> text + TEXTS.get(random.nextInt(TEXTS.size()));
      case 1 -> text.repeat(1 + random.nextInt(8));
      default -> text;
    };
  }

  /** Returns a list of texts. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(text());
    }
    return texts;
  }

  /** Returns any bytes, one character each. */
  String bytes() {
    StringBuilder bytes = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      bytes.append((char) random.nextInt(256));
    }
    return bytes.toString();
  }

  /** Returns a text with one character changed, removed or added. */
  String spoilt(String text) {
    StringBuilder spoilt = new StringBuilder(text);
    int at = random.nextInt(text.length() + 1);
    if (random.nextBoolean() || at == text.length()) {
      spoilt.insert(at, (char) ('!' + random.nextInt(90)));
    } else {
      spoilt.deleteCharAt(at);
    }
    return spoilt.toString();
  }
}
