package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.popoto.IndexReport;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.plan.ScriptCall;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * One walk over all index entries of a model. Entries of records come first, then the class index.
 */
final class Inspection {
  private static final int KEYS_PER_CALL = 32;
  private static final Set<String> OTHERS = Set.of("all", "meta", "expiry", "memo");

  private final ModelContext<?> context;
  private final Invocation call;
  private final boolean clean;
  private final LongConsumer progress;
  private final Map<String, Long> orphans = new LinkedHashMap<>();
  private final Set<ByteBuffer> seen = new LinkedHashSet<>();
  private long partial;
  private long missing;
  private long inspected;

  Inspection(ModelContext<?> context, Invocation call, boolean clean, LongConsumer progress) {
    this.context = context;
    this.call = call.onMaster();
    this.clean = clean;
    this.progress = progress;
    orphans.put("class", 0L);
    for (BoundIndex index : context.model().indexes()) {
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
                if (!OTHERS.contains(Text.shown(name)) && seen.add(ByteBuffer.wrap(name))) {
                  names.add(name);
                }
              }
              return inspectKeys(names, 0);
            })
        .thenCompose(done -> inspectKeys(List.of(Text.bytes("all")), 0))
        .thenCompose(done -> new Maintenance<>(context, e -> {}).rebuildNeeded(call.bulkStep()))
        .thenApply(needed -> new IndexReport(orphans, partial, missing, needed));
  }

  private CompletableFuture<Void> inspectKeys(List<byte[]> names, int from) {
    if (from >= names.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int to = Math.min(from + KEYS_PER_CALL, names.size());
    List<byte[]> some = names.subList(from, to);
    return inspect("keys", some, some)
        .thenCompose(large -> inspectLarge(large, 0))
        .thenCompose(done -> inspectKeys(names, to));
  }

  private CompletableFuture<Void> inspectLarge(List<byte[]> names, int index) {
    if (index >= names.size()) {
      return CompletableFuture.completedFuture(null);
    }
    byte[] name = names.get(index);
    String text = Text.shown(name);
    boolean set = text.startsWith("eq:") || text.startsWith("null:");
    CommandType type =
        set
            ? CommandType.SSCAN
            : text.startsWith("unique:") ? CommandType.HSCAN : CommandType.ZSCAN;
    byte[] key = context.keys().index(name);
    Function<List<byte[]>, CompletableFuture<Void>> visit =
        page -> {
          List<byte[]> members = new ArrayList<>();
          for (int i = 0; i < page.size(); i += set ? 1 : 2) {
            members.add(page.get(i));
          }
          return inspectMembers(name, members, 0);
        };
    return KeyScan.members(call, type, key, visit)
        .thenCompose(done -> inspectLarge(names, index + 1));
  }

  private CompletableFuture<Void> inspectMembers(byte[] name, List<byte[]> members, int from) {
    if (from >= members.size()) {
      return CompletableFuture.completedFuture(null);
    }
    int to = Math.min(from + 250, members.size());
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(name);
    arguments.addAll(members.subList(from, to));
    return inspect("members", List.of(name), arguments)
        .thenCompose(large -> inspectMembers(name, members, to));
  }

  private CompletableFuture<List<byte[]>> inspect(
      String what, List<byte[]> names, List<byte[]> rest) {
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
              for (int i = 0; i < counts.size(); i++) {
                orphans.merge(
                    reportName(Text.shown(names.get(i))), (Long) counts.get(i), Long::sum);
              }
              partial += (Long) Objects.requireNonNull(parts.get(1));
              missing += (Long) Objects.requireNonNull(parts.get(2));
              inspected += rest.size();
              progress.accept(inspected);
              return ((List<?>) Objects.requireNonNull(parts.get(3)))
                  .stream().map(name -> (byte[]) name).toList();
            });
  }

  /** Returns the name of the index that a key belongs to; of its value, nothing is needed. */
  private String reportName(String name) {
    if (name.equals("all")) {
      return "class";
    }
    for (BoundIndex index : context.model().indexes()) {
      if (name.equals(index.at()) || name.startsWith(index.at() + ":")) {
        return index.info().name();
      }
    }
    // Of a class with other indexes.
    int second = name.indexOf(':', name.indexOf(':') + 1);
    return second < 0 ? name : name.substring(0, second);
  }
}
