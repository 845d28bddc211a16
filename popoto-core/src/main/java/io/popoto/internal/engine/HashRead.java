package io.popoto.internal.engine;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import io.popoto.internal.codec.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HMGET, one of the commands of a {@link HashesCommand}: it differs from them by its key. */
final class HashRead extends Command<byte[], byte[], @Nullable Object> {
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
      byte[] tail = new byte[fields.stream().mapToInt(BulkStrings::sizeOf).sum()];
      int at = 0;
      for (byte[] field : fields) {
        at = BulkStrings.put(field, tail, at);
      }
      return new Frame(Text.bytes("*" + (fields.size() + 2) + "\r\n$5\r\nHMGET\r\n"), tail);
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
    byte[] middle = new byte[BulkStrings.sizeOf(key)];
    BulkStrings.put(key, middle, 0);
    buffer.writeBytes(frame.head());
    buffer.writeBytes(middle);
    buffer.writeBytes(frame.tail());
  }
}
