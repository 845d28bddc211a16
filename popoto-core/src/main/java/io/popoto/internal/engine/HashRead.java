package io.popoto.internal.engine;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HMGET, one of the commands of a {@link HashesCommand}: it differs from them by its key. */
final class HashRead extends Command<byte[], byte[], @Nullable Object> {
  private static final byte[] LINE_END = {'\r', '\n'};

  private final RowsOutput rows;
  private final Frame frame;
  private final byte[] key;

  /**
   * What stands before and after the key of each command, as the protocol wants it.
   *
   * @param head the command's name
   * @param tail the names of the fields
   */
  record Frame(byte[] head, byte[] tail) {
    static Frame of(List<byte[]> fields) {
      ByteArrayOutputStream tail = new ByteArrayOutputStream();
      for (byte[] field : fields) {
        tail.writeBytes(text("\r\n$" + field.length + "\r\n"));
        tail.writeBytes(field);
      }
      tail.writeBytes(LINE_END);
      return new Frame(
          text("*" + (fields.size() + 2) + "\r\n$5\r\nHMGET\r\n$"), tail.toByteArray());
    }

    private static byte[] text(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  HashRead(RowsOutput rows, Frame frame, byte[] key) {
    super(CommandType.HMGET, rows, new CommandArgs<>(ByteArrayCodec.INSTANCE));
    this.rows = rows;
    this.frame = frame;
    this.key = key;
  }

  @Override
  public void encode(ByteBuf buffer) {
    rows.expect();
    buffer.writeBytes(frame.head());
    writeNumber(buffer, key.length);
    buffer.writeBytes(LINE_END);
    buffer.writeBytes(key);
    buffer.writeBytes(frame.tail());
  }

  private static void writeNumber(ByteBuf buffer, int number) {
    if (number >= 10) {
      writeNumber(buffer, number / 10);
    }
    buffer.writeByte('0' + number % 10);
  }
}
