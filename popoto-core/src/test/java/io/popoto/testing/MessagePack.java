package io.popoto.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the flat lists of strings that records leave for the time after their expiry. */
public final class MessagePack {
  private final String bytes;
  private int at;

  private MessagePack(String bytes) {
    this.bytes = bytes;
  }

  /** Returns names and values of a list such as {@code [name, value, name, value]}. */
  public static Map<String, String> map(String bytes) {
    MessagePack reader = new MessagePack(bytes);
    int size = reader.arraySize();
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i += 2) {
      map.put(reader.string(), reader.string());
    }
    if (reader.at != bytes.length()) {
      throw new IllegalArgumentException("There is more than the list: " + bytes);
    }
    return map;
  }

  private int arraySize() {
    int type = number(1);
    if ((type & 0xF0) == 0x90) {
      return type & 0x0F;
    }
    return switch (type) {
      case 0xDC -> number(2);
      case 0xDD -> number(4);
      default -> throw new IllegalArgumentException("No list: " + bytes);
    };
  }

  private String string() {
    int type = number(1);
    int length;
    if ((type & 0xE0) == 0xA0) {
      length = type & 0x1F;
    } else {
      length =
          switch (type) {
            case 0xD9, 0xC4 -> number(1);
            case 0xDA, 0xC5 -> number(2);
            case 0xDB, 0xC6 -> number(4);
            default -> throw new IllegalArgumentException("No string: " + bytes);
          };
    }
    at += length;
    return bytes.substring(at - length, at);
  }

  private int number(int width) {
    int number = 0;
    for (int i = 0; i < width; i++) {
      number = number << 8 | bytes.charAt(at++);
    }
    return number;
  }
}
