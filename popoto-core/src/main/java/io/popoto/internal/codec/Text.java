package io.popoto.internal.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * Text as bytes, for every Java string: UTF-8, and for unpaired surrogates, which UTF-8 cannot
 * hold, the three bytes that its scheme would give them (WTF-8).
 */
public final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * Returns the bytes of a text. Different texts have different bytes.
   *
   * @param text any string
   * @return its WTF-8 form
   */
  public static byte[] bytes(String text) {
    int unpaired = unpairedSurrogate(text, 0);
    if (unpaired < 0) {
      return text.getBytes(UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
    int from = 0;
    while (unpaired >= 0) {
      out.writeBytes(text.substring(from, unpaired).getBytes(UTF_8));
      char surrogate = text.charAt(unpaired);
      out.write(0xE0 | (surrogate >> 12));
      out.write(0x80 | (surrogate >> 6 & 0x3F));
      out.write(0x80 | (surrogate & 0x3F));
      from = unpaired + 1;
      unpaired = unpairedSurrogate(text, from);
    }
    out.writeBytes(text.substring(from).getBytes(UTF_8));
    return out.toByteArray();
  }

  /**
   * Returns the text of some bytes.
   *
   * @param bytes what {@link #bytes} returned
   * @return the text
   * @throws IllegalArgumentException if no text has these bytes
   */
  public static String string(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    // Only malformed input, unpaired surrogates or a real U+FFFD put this character there.
    return text.indexOf(REPLACEMENT) < 0 ? text : strictString(bytes);
  }

  /**
   * Returns some bytes as people may read them.
   *
   * @param bytes any bytes
   * @return their text, with U+FFFD for what is none
   */
  public static String shown(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  /**
   * Compares two byte sequences as Redis does: by the first byte that differs, unsigned, else the
   * shorter comes first.
   *
   * @param left one sequence
   * @param right the other
   * @return negative, zero or positive
   */
  public static int compare(byte[] left, byte[] right) {
    return Arrays.compareUnsigned(left, right);
  }

  private static int unpairedSurrogate(String text, int from) {
    int length = text.length();
    for (int i = from; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == length || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static String strictString(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int from = 0;
    int afterHighSurrogate = -1;
    for (int i = 0; i + 2 < bytes.length; i++) {
      if (isSurrogate(bytes, i)) {
        appendUtf8(bytes, from, i, text);
        char surrogate = (char) (0xD000 | ((bytes[i + 1] & 0x3F) << 6) | (bytes[i + 2] & 0x3F));
        if (i == afterHighSurrogate && Character.isLowSurrogate(surrogate)) {
          throw new IllegalArgumentException("byte " + i + " continues a surrogate pair");
        }
        text.append(surrogate);
        from = i + 3;
        afterHighSurrogate = Character.isHighSurrogate(surrogate) ? from : -1;
        i += 2;
      }
    }
    return appendUtf8(bytes, from, bytes.length, text).toString();
  }

  private static boolean isSurrogate(byte[] bytes, int i) {
    return bytes[i] == (byte) 0xED
        && (bytes[i + 1] & 0xE0) == 0xA0
        && (bytes[i + 2] & 0xC0) == 0x80;
  }

  private static StringBuilder appendUtf8(byte[] bytes, int from, int to, StringBuilder text) {
    try {
      return text.append(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8 between bytes " + from + " and " + to, e);
    }
  }
}
