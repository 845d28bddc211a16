package io.popoto.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of {@code MONITOR}: {@code +1700000000.123456 [0 127.0.0.1:50000] "SET" "a" "\x00"}.
 *
 * @param fromScript whether a script called the command
 * @param command its name and arguments
 */
record MonitorLine(boolean fromScript, List<String> command) {
  MonitorLine {
    command = List.copyOf(command);
  }

  static MonitorLine parse(String line) {
    // An IPv6 address has brackets of its own, so the first quote is what ends the source.
    int quote = line.indexOf('"');
    if (quote < 0) {
      throw new IllegalArgumentException("Not a line of MONITOR: " + line);
    }
    return new MonitorLine(
        line.substring(0, quote).endsWith(" lua] "), new Arguments(line, quote).read());
  }

  /** Reads arguments in quotes, separated by one space. */
  private static final class Arguments {
    private final String line;
    private int position;

    Arguments(String line, int position) {
      this.line = line;
      this.position = position;
    }

    List<String> read() {
      List<String> arguments = new ArrayList<>();
      while (position < line.length()) {
        arguments.add(readOne());
        position++;
      }
      return arguments;
    }

    private String readOne() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      char next = line.charAt(++position);
      while (next != '"') {
        bytes.write(next == '\\' ? readEscape() : next);
        next = line.charAt(++position);
      }
      position++;
      return text(bytes.toByteArray());
    }

    /** Returns the text, or of bytes that are no text one character each, as {@link RawRedis}. */
    private static String text(byte[] bytes) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    }

    private int readEscape() {
      char kind = line.charAt(++position);
      return switch (kind) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'a' -> 7;
        case 'b' -> '\b';
        case 'x' -> {
          int hexadecimal = Integer.parseInt(line, position + 1, position + 3, 16);
          position += 2;
          yield hexadecimal;
        }
        default -> kind;
      };
    }
  }
}
