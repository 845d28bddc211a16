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
  /** So many keys of the server, of whatever model, are looked through at a time: about 2 ms. */
  private static final byte[] KEYS = Text.bytes("5000");

  /** The same where each is looked at, after a page of which many were sent, and of members. */
  private static final byte[] FEWER = Text.bytes("1000");

  private static final int MANY = 1_000;

  private final Invocation call;
  private final CommandType type;
  private final List<byte[]> key;
  private final List<byte[]> options;
  private final Function<List<byte[]>, CompletableFuture<Void>> visit;

  private KeyScan(
      Invocation call,
      CommandType type,
      List<byte[]> key,
      List<byte[]> options,
      Function<List<byte[]>, CompletableFuture<Void>> visit) {
    this.call = call;
    this.type = type;
    this.key = key;
    this.options = options;
    this.visit = visit;
  }

  /** Visits all keys that match a pattern; some may come twice. */
  static CompletableFuture<Void> keys(
      Invocation call, byte[] pattern, Function<List<byte[]>, CompletableFuture<Void>> visit) {
    List<byte[]> options = List.of(Text.bytes("MATCH"), pattern);
    return new KeyScan(call, CommandType.SCAN, List.of(), options, visit).run(KEYS);
  }

  /** Visits the keys of all hashes that match a pattern; some may come twice. */
  static CompletableFuture<Void> hashes(
      Invocation call, byte[] pattern, Function<List<byte[]>, CompletableFuture<Void>> visit) {
    List<byte[]> options =
        List.of(Text.bytes("TYPE"), Text.bytes("hash"), Text.bytes("MATCH"), pattern);
    return new KeyScan(call, CommandType.SCAN, List.of(), options, visit).run(FEWER);
  }

  /** Visits all members of a set, or members and scores, or fields and values. */
  static CompletableFuture<Void> members(
      Invocation call,
      CommandType type,
      byte[] key,
      Function<List<byte[]>, CompletableFuture<Void>> visit) {
    return new KeyScan(call, type, List.of(key), List.of(), visit).run(FEWER);
  }

  private CompletableFuture<Void> run(byte[] count) {
    return from(Text.bytes("0"), count);
  }

  private CompletableFuture<Void> from(byte[] cursor, byte[] count) {
    List<byte[]> arguments = new ArrayList<>(key);
    arguments.add(cursor);
    arguments.add(Text.bytes("COUNT"));
    arguments.add(count);
    arguments.addAll(options);
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
              if (Text.string(next).equals("0")) {
                return visited;
              }
              boolean fewer = !key.isEmpty() || found.size() >= MANY;
              return visited.thenCompose(done -> from(next, fewer ? FEWER : count));
            });
  }

  /** Returns a pattern that matches this text alone, to be continued by another. */
  static String literally(String text) {
    return text.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
  }
}
