package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.popoto.IndexReport;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.plan.ScriptCall;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One walk over all index entries of a model. Entries of records come first, then the class index.
 */
final class Inspection {
  private static final Logger LOG = LoggerFactory.getLogger(IndexReport.class);
  private static final int KEYS_PER_CALL = 250;
  private static final int MEMBERS_PER_CALL = 250;
  private static final int DAMAGED_NAMED = 100;
  private static final byte[] ALL = Text.bytes("all");

  private final ModelContext<?> context;
  private final Invocation call;
  private final boolean clean;
  private final LongConsumer progress;
  private final Map<String, Long> orphans = new LinkedHashMap<>();
  private final Map<String, String> reportNames = new HashMap<>();
  private final Set<ByteBuffer> seen = new HashSet<>();
  private final List<String> damagedKeys = new ArrayList<>();
  private long damaged;
  private boolean metaIsDamaged;
  private long partial;
  private long missing;
  private long inspected;

  Inspection(ModelContext<?> context, Invocation call, boolean clean, LongConsumer progress) {
    this.context = context;
    this.call = call.onMaster();
    this.clean = clean;
    this.progress = progress;
    reportNames.put("all", "class");
    orphans.put("class", 0L);
    for (BoundIndex index : context.model().indexes()) {
      reportNames.put(index.at(), index.info().name());
      orphans.put(index.info().name(), 0L);
      if (index.nullAt() != null) {
        orphans.put(index.nullAt(), 0L);
      }
    }
  }

  CompletableFuture<IndexReport> run() {
    String base = context.keys().base();
    int prefix = Text.bytes(base).length;
    return KeyScan.keys(
            call,
            Text.bytes(KeyScan.literally(base) + "*"),
            page -> {
              List<byte[]> names = new ArrayList<>();
              for (byte[] key : page) {
                byte[] name = Arrays.copyOfRange(key, prefix, key.length);
                if (!Arrays.equals(name, ALL) && seen.add(ByteBuffer.wrap(name))) {
                  names.add(name);
                }
              }
              return keys(names);
            })
        .thenCompose(done -> keys(List.of(ALL)))
        .thenCompose(
            done ->
                metaIsDamaged
                    ? CompletableFuture.completedFuture(true)
                    : new Maintenance<>(context, e -> {}).rebuildNeeded(call.bulkStep()))
        .thenApply(
            needed -> new IndexReport(orphans, partial, missing, needed, damaged, damagedKeys));
  }

  /** Looks at keys, by their names behind the prefix. */
  CompletableFuture<Void> keys(List<byte[]> names) {
    if (names.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<byte[]> some = names.subList(0, Math.min(KEYS_PER_CALL, names.size()));
    return inspect("keys", some)
        .thenCompose(
            answer -> {
              List<byte[]> left = new ArrayList<>(answer.left());
              left.addAll(names.subList(some.size(), names.size()));
              return members(answer.brokenOff(), answer.rest())
                  .thenCompose(done -> large(answer.large()))
                  .thenCompose(done -> keys(left));
            });
  }

  /** Looks at keys with many members, of which the script has said how they lie in Redis. */
  private CompletableFuture<Void> large(List<byte[]> namesAndStructures) {
    if (namesAndStructures.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    byte[] name = namesAndStructures.get(0);
    CommandType type =
        switch (Text.string(namesAndStructures.get(1))) {
          case "set" -> CommandType.SSCAN;
          case "hash" -> CommandType.HSCAN;
          default -> CommandType.ZSCAN;
        };
    Function<List<byte[]>, CompletableFuture<Void>> visit =
        page -> {
          List<byte[]> members = new ArrayList<>();
          for (int i = 0; i < page.size(); i += type == CommandType.SSCAN ? 1 : 2) {
            members.add(page.get(i));
          }
          return members(name, members);
        };
    return KeyScan.members(call, type, context.keys().index(name), visit)
        .thenCompose(done -> large(namesAndStructures.subList(2, namesAndStructures.size())));
  }

  private CompletableFuture<Void> members(byte[] name, List<byte[]> members) {
    if (members.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    int some = Math.min(MEMBERS_PER_CALL, members.size());
    List<byte[]> arguments = new ArrayList<>(some + 1);
    arguments.add(name);
    arguments.addAll(members.subList(0, some));
    return inspect("members", arguments)
        .thenCompose(
            answer -> members(name, members.subList(some - answer.rest().size(), members.size())));
  }

  /**
   * What a call has left undone.
   *
   * @param large names of keys with many members, each followed by its structure
   * @param left names of further keys
   * @param brokenOff the name of the key that it broke off at
   * @param rest members of that key
   */
  private record Answer(
      List<byte[]> large, List<byte[]> left, byte[] brokenOff, List<byte[]> rest) {}

  private CompletableFuture<Answer> inspect(String what, List<byte[]> rest) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(context.spec().json());
    arguments.add(Text.bytes(clean ? "clean" : "check"));
    arguments.add(context.spec().numbers());
    arguments.add(Text.bytes(what));
    arguments.addAll(rest);
    ScriptCall script = new ScriptCall("inspect", List.of(context.keys().all()), arguments, !clean);
    return call.bulkStep()
        .run(
            script,
            reply -> {
              List<?> parts = (List<?>) Objects.requireNonNull(reply);
              List<?> counts = (List<?>) Objects.requireNonNull(parts.get(0));
              for (int i = 0; i < counts.size(); i += 2) {
                orphans.merge(
                    reportName(Text.shown((byte[]) Objects.requireNonNull(counts.get(i)))),
                    (Long) counts.get(i + 1),
                    Long::sum);
              }
              partial += (Long) Objects.requireNonNull(parts.get(1));
              missing += (Long) Objects.requireNonNull(parts.get(2));
              texts(parts.get(7)).forEach(id -> damaged("", id));
              texts(parts.get(8)).forEach(name -> damaged("popoto:", name));
              Answer answer =
                  new Answer(
                      texts(parts.get(3)),
                      texts(parts.get(4)),
                      (byte[]) Objects.requireNonNull(parts.get(5)),
                      texts(parts.get(6)));
              inspected += rest.size() - answer.left().size() - answer.rest().size();
              progress.accept(inspected);
              return answer;
            });
  }

  private static List<byte[]> texts(@org.jspecify.annotations.Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list)).stream().map(text -> (byte[]) text).toList();
  }

  private void damaged(String before, byte[] name) {
    String shown = Text.shown(name);
    metaIsDamaged |= !before.isEmpty() && shown.equals("meta");
    damaged++;
    if (damagedKeys.size() < DAMAGED_NAMED) {
      String key = before + context.model().name() + ":" + shown;
      damagedKeys.add(key);
      LOG.warn("{} is damaged and was passed over; see IndexReport.damaged.", key);
    }
  }

  /** Returns the name of an index in the report; one of another class is named as it lies there. */
  private String reportName(String label) {
    return reportNames.getOrDefault(label, label);
  }
}
