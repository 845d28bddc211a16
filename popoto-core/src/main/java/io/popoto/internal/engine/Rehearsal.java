package io.popoto.internal.engine;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.Unpooled;
import io.popoto.Condition;
import io.popoto.SaveOptions;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.internal.codec.Codecs;
import io.popoto.internal.codec.Text;
import io.popoto.internal.compile.Continuation;
import io.popoto.internal.compile.QueryCompiler;
import io.popoto.internal.compile.QueryPlan;
import io.popoto.internal.compile.ReindexCompiler;
import io.popoto.internal.compile.StoredRecord;
import io.popoto.internal.compile.WriteCompiler;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.internal.scan.ModelScanner;
import io.popoto.internal.scan.Plugins;
import io.popoto.plan.ScriptCall;
import io.popoto.query.Ordering;
import io.popoto.query.QuerySpec;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Does what a first save, load and query do, but sends nothing: scans a small model, compiles its
 * calls and decodes made-up replies. Nearly all the time of first calls goes into loading classes
 * and linking lambdas; here a thread of its own spends it while the connection is being made. Only
 * the time of first calls depends on it.
 */
final class Rehearsal {
  /** What cannot take part without a connection, but can be loaded. */
  private static final List<Class<?>> ONLY_LOADED =
      List.of(
          BulkWriter.class,
          Delivery.class,
          Events.class,
          Exchange.class,
          Failures.class,
          HashRead.class,
          HashesCommand.class,
          Invocation.class,
          Maintenance.class,
          Related.class,
          ReindexCompiler.class,
          RowReader.class,
          RowsOutput.class,
          ScriptCommand.class,
          Search.class,
          Store.class,
          TrackedCommand.class,
          Waiting.class);

  private static @Nullable CompletableFuture<Void> held;

  private final EngineConfig config;
  private final ModelScanner scanner;

  private Rehearsal(EngineConfig config, Plugins plugins) {
    this.config = config;
    this.scanner = new ModelScanner(Codecs.standard(), plugins);
  }

  /**
   * Returns the future of its end. It begins when this is called for the first time.
   *
   * @param api further classes that first calls need
   */
  static synchronized CompletableFuture<Void> begin(
      EngineConfig config, Plugins plugins, List<Class<?>> api) {
    if (held == null) {
      held =
          CompletableFuture.runAsync(
              () -> new Rehearsal(config, plugins).run(plugins.samples(), api), Rehearsal::start);
    }
    return held;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "popoto-rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(List<Class<?>> samples, List<Class<?>> api) {
    ONLY_LOADED.forEach(Rehearsal::initialize);
    api.forEach(Rehearsal::initialize);
    // Once before the class is initialized and once after, since the JVM has other code for each.
    scanner.scan(Sample.class);
    initialize(Sample.class);
    ModelContext<Sample> context = ModelContext.of(scanner.scan(Sample.class), config);
    find(context, saveAndLoad(context, new Sample()));
    samples.forEach(this::saveAndLoad);
  }

  private <T> void saveAndLoad(Class<T> sample) {
    ModelContext<T> context = ModelContext.of(scanner.scan(sample), config);
    byte[][] nothing = new byte[context.model().fields().size()][];
    saveAndLoad(context, context.model().decode(context.model().name() + ":", nothing));
  }

  /** Saves an entity and loads it; returns its row as the read script has it. */
  private static <T> List<byte[]> saveAndLoad(ModelContext<T> context, T entity) {
    BoundModel<T> model = context.model();
    T stored = save(context, entity);
    List<byte[]> texts = new ArrayList<>();
    List<byte[]> hash = new ArrayList<>();
    for (BoundField field : model.fields()) {
      byte[] text = field.text(Objects.requireNonNull(model.get(stored, field)));
      texts.add(text);
      hash.add(field.storedName());
      hash.add(text);
    }
    byte[] key = context.keys().record(model.key(stored).id());
    new TrackedCommand(CommandType.HGETALL, new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key))
        .encode(Unpooled.buffer());
    RecordReader<T> reader = new RecordReader<>(context, failure -> {});
    T loaded = reader.entity(model.key(stored).toString(), hash).orElseThrow();
    texts.add(Text.bytes(model.key(loaded).id()));
    return texts;
  }

  private static void initialize(Class<?> type) {
    try {
      Class.forName(type.getName(), true, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T save(ModelContext<T> context, T entity) {
    RecordWriter<T> writer = new RecordWriter<>(context, Clock.systemUTC());
    Preparation.Prepared<T> prepared = writer.prepare(entity);
    ScriptCall call =
        context
            .writes()
            .compile(
                WriteCompiler.Mode.UPSERT,
                List.of(prepared.draft()),
                writer.expiry(SaveOptions.none()),
                Optional.empty());
    ScriptCommand.of(new Scripts.Script(call.preamble()), call, CommandType.EVALSHA)
        .encode(Unpooled.buffer());
    return writer.completed(prepared, 1L);
  }

  private static void find(ModelContext<Sample> context, List<byte[]> row) {
    QuerySpec query =
        QuerySpec.ALL
            .and(Condition.of("group", ""))
            .and(Condition.of("rank__gte", 0))
            .by(List.of(new Ordering.ByField("rank", true)))
            .limitedTo(1);
    QueryPlan plan =
        context
            .queries()
            .compile(query, QueryCompiler.Mode.ROWS, context.model().fields(), Continuation.BEGIN);
    StoredRecord found = plan.rows(List.of(packed(row)), failure -> {}).get(0);
    context.model().decode(found.key(), found.stored());
  }

  /** Returns short texts as the read script packs them: MessagePack, an array of str 8. */
  private static byte[] packed(List<byte[]> texts) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(0x90 | texts.size());
    for (byte[] text : texts) {
      packed.write(0xD9);
      packed.write(text.length);
      packed.writeBytes(text);
    }
    return packed.toByteArray();
  }

  /** A model with the commonest fields; each type of field has its own way into an entity. */
  @Model
  static final class Sample {
    @KeyField String name = "sample";
    @IndexedField String group = "";
    @SortedField double rank = 4.75;
    int count;
    long total;
    boolean flag;
  }
}
