package io.popoto.internal.engine;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any reply: bytes, numbers, null, and lists of these; a map is a flat list. */
final class ReplyOutput extends CommandOutput<byte[], byte[], @Nullable Object> {
  private final ArrayList<List<@Nullable Object>> open = new ArrayList<>(3);
  private int[] missing = new int[4];

  ReplyOutput() {
    super(ByteArrayCodec.INSTANCE, null);
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    add(bytes == null ? null : copy(bytes));
  }

  @Override
  public void setSingle(@Nullable ByteBuffer bytes) {
    set(bytes);
  }

  @Override
  public void setBigNumber(@Nullable ByteBuffer bytes) {
    set(bytes);
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  @Override
  public void set(long integer) {
    add(integer);
  }

  @Override
  public void set(double number) {
    add(number);
  }

  @Override
  public void set(boolean value) {
    add(value ? 1L : 0L);
  }

  @Override
  public void multi(int count) {
    if (count < 0) {
      add(null);
      return;
    }
    List<@Nullable Object> list = new ArrayList<>(count);
    if (open.isEmpty()) {
      output = list;
    } else {
      open.get(open.size() - 1).add(list);
    }
    if (count == 0) {
      closed();
      return;
    }
    open.add(list);
    if (open.size() > missing.length) {
      missing = java.util.Arrays.copyOf(missing, 2 * missing.length);
    }
    missing[open.size() - 1] = count;
  }

  private void add(@Nullable Object value) {
    if (open.isEmpty()) {
      output = value;
      return;
    }
    open.get(open.size() - 1).add(value);
    closed();
  }

  /** One element of the innermost open list is complete. */
  private void closed() {
    while (!open.isEmpty()) {
      int top = open.size() - 1;
      if (--missing[top] > 0) {
        return;
      }
      open.remove(top);
    }
  }
}
