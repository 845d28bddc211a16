package io.popoto.internal.engine;

import io.lettuce.core.protocol.RedisCommand;
import io.popoto.plan.FieldsCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of many hashes. For its caller it is one command; to the server go as many as there
 * are hashes, of which this is the last one: it is answered once they all are.
 */
final class HashesCommand extends TrackedCommand {
  private final List<RedisCommand<byte[], byte[], ?>> all;

  private HashesCommand(List<RedisCommand<byte[], byte[], ?>> others, HashRead last) {
    super(last);
    this.all = others;
    others.add(this);
  }

  static HashesCommand of(FieldsCall call) {
    RowsOutput rows = new RowsOutput(call.keys().size());
    HashRead.Frame frame = HashRead.Frame.of(call.fields());
    int last = call.keys().size() - 1;
    List<RedisCommand<byte[], byte[], ?>> others = new ArrayList<>(last + 1);
    for (byte[] key : call.keys().subList(0, last)) {
      others.add(new HashRead(rows, frame, key));
    }
    return new HashesCommand(others, new HashRead(rows, frame, call.keys().get(last)));
  }

  @Override
  List<RedisCommand<byte[], byte[], ?>> commands() {
    return all;
  }

  /**
   * Returns the rows of a reply.
   *
   * @throws IllegalStateException if these are not as many as there are keys
   */
  @SuppressWarnings("unchecked")
  static List<byte[] @Nullable []> rows(FieldsCall call, @Nullable Object reply) {
    List<byte[] @Nullable []> rows = (List<byte[] @Nullable []>) Objects.requireNonNull(reply);
    if (rows.size() != call.keys().size()) {
      throw new IllegalStateException(
          "expected %d rows, but got %d".formatted(call.keys().size(), rows.size()));
    }
    return rows;
  }
}
