package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The texts that a plan refers to by their position in ARGV. */
final class Operands {
  private final int first;
  private final List<byte[]> texts = new ArrayList<>();

  /** Creates it for texts from this position, counted from 1. */
  Operands(int first) {
    this.first = first;
  }

  /** Adds a text, unless the last few hold it already, and returns its position. */
  int add(byte[] text) {
    for (int i = texts.size() - 1; i >= Math.max(0, texts.size() - 8); i--) {
      if (Arrays.equals(texts.get(i), text)) {
        return first + i;
      }
    }
    texts.add(text);
    return first + texts.size() - 1;
  }

  int add(String text) {
    return add(Text.bytes(text));
  }

  /** Writes lists of one text each. */
  void write(Json json, List<byte[]> values) {
    json.open('[');
    for (byte[] value : values) {
      json.open('[').number(add(value)).close(']');
    }
    json.close(']');
  }

  List<byte[]> texts() {
    return texts;
  }
}
