package io.popoto.internal.engine;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The replies to several commands, each a list of texts: rows, in the order of the commands. */
final class RowsOutput extends CommandOutput<byte[], byte[], @Nullable Object> {
  private final List<byte[] @Nullable []> rows;
  private byte[] @Nullable [] row = {};
  private int at;

  RowsOutput(int count) {
    super(ByteArrayCodec.INSTANCE, null);
    rows = new ArrayList<>(count);
    output = rows;
  }

  /** A command is being written: no reply can have come, unless to an earlier attempt. */
  void expect() {
    rows.clear();
  }

  @Override
  public void multi(int count) {
    row = new byte[Math.max(count, 0)][];
    at = 0;
    rows.add(row);
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    row[at++] = bytes == null ? null : copy(bytes);
  }

  /** What is no hash is no record, and keeps away no other row. */
  @Override
  public void setError(ByteBuffer error) {
    super.setError(error);
    if (getError().startsWith("WRONGTYPE")) {
      super.setError((String) null);
      multi(0);
    }
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }
}
