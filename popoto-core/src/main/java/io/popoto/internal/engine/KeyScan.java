package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.popoto.internal.codec.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Walks over keys, or over the members of one, a page at a time. */
final class KeyScan {
  private static final byte[] PAGE = Text.bytes("1000");

  private KeyScan() {}

  /** Visits all keys that match a pattern; some may come twice. */
  static CompletableFuture<Void> keys(
      Invocation call, byte[] pattern, Function<List<byte[]>, CompletableFuture<Void>> visit) {
    return from(call, CommandType.SCAN, List.of(), pattern, Text.bytes("0"), visit);
  }

  /** Visits all members of a set, or members and scores, or fields and values. */
  static CompletableFuture<Void> members(
      Invocation call,
      CommandType type,
      byte[] key,
      Function<List<byte[]>, CompletableFuture<Void>> visit) {
    return from(call, type, List.of(key), Text.bytes("*"), Text.bytes("0"), visit);
  }

  private static CompletableFuture<Void> from(
      Invocation call,
      CommandType type,
      List<byte[]> key,
      byte[] pattern,
      byte[] cursor,
      Function<List<byte[]>, CompletableFuture<Void>> visit) {
    List<byte[]> arguments = new ArrayList<>(key);
    arguments.add(cursor);
    arguments.add(Text.bytes("MATCH"));
    arguments.add(pattern);
    arguments.add(Text.bytes("COUNT"));
    arguments.add(PAGE);
    return call.bulkStep()
        .command(type, arguments, reply -> (List<?>) Objects.requireNonNull(reply))
        .thenCompose(
            reply -> {
              byte[] next = (byte[]) Objects.requireNonNull(reply.get(0));
              List<byte[]> found =
                  ((List<?>) Objects.requireNonNull(reply.get(1)))
                      .stream().map(element -> (byte[]) element).toList();
              CompletableFuture<Void> visited =
                  found.isEmpty() ? CompletableFuture.completedFuture(null) : visit.apply(found);
              return Text.string(next).equals("0")
                  ? visited
                  : visited.thenCompose(done -> from(call, type, key, pattern, next, visit));
            });
  }

  /** Returns a pattern that matches this text alone, to be continued by another. */
  static String literally(String text) {
    return text.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
  }
}
