package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The texts that a plan refers to by their position in ARGV. */
final class Operands {
  private static final int FEW = 8;

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

  /** Writes where some texts are: one by one, or of many, where all of them are packed. */
  void write(Json json, List<byte[]> values) {
    if (values.size() > FEW) {
      json.name("b").number(addPacked(values));
      return;
    }
    json.name("v").open('[');
    for (byte[] value : values) {
      json.number(add(value));
    }
    json.close(']');
  }

  /** Adds a list of texts as one MessagePack array, which costs a server less than each alone. */
  int addPacked(List<byte[]> values) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(0xdd);
    addLength(packed, values.size());
    for (byte[] value : values) {
      if (value.length < 32) {
        packed.write(0xa0 | value.length);
      } else {
        packed.write(0xdb);
        addLength(packed, value.length);
      }
      packed.writeBytes(value);
    }
    texts.add(packed.toByteArray());
    return first + texts.size() - 1;
  }

  private static void addLength(ByteArrayOutputStream packed, int length) {
    packed.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }

  List<byte[]> texts() {
    return texts;
  }
}
