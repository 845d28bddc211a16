package io.popoto.internal.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lists of texts as scripts pack them by {@code cmsgpack}: MessagePack arrays of strings, with
 * false or nil for what is absent.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack</a>
 */
public final class PackedTexts {
  private static final int NIL = 0xC0;
  private static final int FALSE = 0xC2;
  private static final int STR_8 = 0xD9;
  private static final int STR_16 = 0xDA;
  private static final int STR_32 = 0xDB;
  private static final int ARRAY_16 = 0xDC;
  private static final int ARRAY_32 = 0xDD;

  private final byte[] packed;
  private int at;

  private PackedTexts(byte[] packed) {
    this.packed = packed;
  }

  /**
   * Returns the texts, null where one is absent.
   *
   * @throws IllegalArgumentException if this is something else
   */
  public static byte[] @Nullable [] read(byte[] packed) {
    try {
      return new PackedTexts(packed).texts();
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a packed list ends early", e);
    }
  }

  private byte[] @Nullable [] texts() {
    byte[][] texts = new byte[count()][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text();
    }
    return texts;
  }

  private int count() {
    int type = number(1);
    if ((type & 0xF0) == 0x90) {
      return type & 0x0F;
    } else if (type == ARRAY_16) {
      return number(2);
    } else if (type == ARRAY_32) {
      return number(4);
    }
    throw new IllegalArgumentException("no packed list begins with " + type);
  }

  private byte @Nullable [] text() {
    int type = number(1);
    int length;
    if ((type & 0xE0) == 0xA0) {
      length = type & 0x1F;
    } else if (type == STR_8) {
      length = number(1);
    } else if (type == STR_16) {
      length = number(2);
    } else if (type == STR_32) {
      length = number(4);
    } else if (type == NIL || type == FALSE) {
      return null;
    } else {
      throw new IllegalArgumentException("no packed text begins with " + type);
    }
    if (length < 0 || length > packed.length - at) {
      throw new IllegalArgumentException("a packed text ends early");
    }
    at += length;
    return Arrays.copyOfRange(packed, at - length, at);
  }

  private int number(int bytes) {
    int number = 0;
    for (int i = 0; i < bytes; i++) {
      number = (number << 8) | (packed[at++] & 0xFF);
    }
    return number;
  }
}
