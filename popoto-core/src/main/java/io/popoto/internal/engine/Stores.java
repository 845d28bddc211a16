package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.exception.MappingException;
import io.popoto.exception.UnavailableException;
import io.popoto.internal.Given;
import io.popoto.internal.codec.Codecs;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.Keys;
import io.popoto.internal.scan.ModelScanner;
import io.popoto.internal.scan.Plugins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The stores of all models over one engine. Thread-safe. */
public final class Stores implements Ref.Loader, AutoCloseable {
  /** Until then the caller's first operations have machine and server to themselves. */
  private static final Duration SOON = Duration.ofMillis(100);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

  private static final String POLICY = "maxmemory_policy:";

  private final Engine engine;
  private final ModelScanner scanner;
  private final Map<Class<?>, Store<?>> byType = new ConcurrentHashMap<>();
  private final AtomicBoolean asksForPolicy = new AtomicBoolean(true);
  private volatile boolean closed;
  private final Map<String, Class<?>> byName = new ConcurrentHashMap<>();

  /**
   * Connects.
   *
   * @param api classes to load meanwhile
   * @throws io.popoto.exception.PopotoConnectionException if Redis cannot be reached in time
   */
  public Stores(EngineConfig config, Codecs codecs, List<Class<?>> api) {
    Plugins plugins = Plugins.load();
    CompletableFuture<Void> rehearsal = Rehearsal.begin(config, plugins, api);
    this.engine = new Engine(config, plugins.fragments());
    // It is over by now, unless there is one core only. A failure shows when the user gets it.
    rehearsal.handle((done, failure) -> failure == null).join();
    this.scanner = new ModelScanner(codecs, plugins, this);
  }

  /** Returns what runs the calls. */
  public Engine engine() {
    return engine;
  }

  /**
   * Returns the store of a model class, which is scanned the first time.
   *
   * @throws MappingException if the class cannot be a model, or another class has its name
   */
  @SuppressWarnings("unchecked")
  public <T> Store<T> of(Class<T> type) {
    Store<?> store = byType.get(Given.toCall(type, "type"));
    if (store == null) {
      Store<T> fresh = new Store<>(engine, scanner.scan(type), this);
      Class<?> other = byName.putIfAbsent(fresh.model().name(), type);
      if (other != null && other != type) {
        throw new MappingException(
            "%s and %s are both called %s; give one another @Model(name = …)."
                .formatted(other.getName(), type.getName(), fresh.model().name()));
      }
      if (byType.putIfAbsent(type, fresh) == null) {
        Keys.remember(fresh.model());
        engine.later(SOON, () -> begin(fresh));
      }
      store = byType.get(type);
    }
    return (Store<T>) store;
  }

  /** Asks whether the indexes have changed, and sweeps from now on if that is wanted. */
  private void begin(Store<?> store) {
    if (asksForPolicy.compareAndSet(true, false)) {
      askForPolicy();
    }
    askForRebuild(store);
    sweepLater(store);
  }

  /** A user without the right to ask is not told. */
  private void askForPolicy() {
    engine
        .deliver(
            call -> call.command(CommandType.INFO, List.of(Text.bytes("memory")), Stores::policy))
        .whenComplete(
            (policy, failure) -> {
              if (failure == null && !policy.isEmpty() && !policy.equals("noeviction")) {
                engine.config().onEviction().accept(policy);
              }
            });
  }

  private static String policy(@Nullable Object info) {
    String text = info instanceof byte[] bytes ? Text.string(bytes) : "";
    return text.lines()
        .filter(line -> line.startsWith(POLICY))
        .map(line -> line.substring(POLICY.length()).strip())
        .findFirst()
        .orElse("");
  }

  private void askForRebuild(Store<?> store) {
    engine
        .deliver(store.maintenance()::rebuildNeeded)
        .whenComplete(
            (needed, failure) -> {
              if (failure == null && needed) {
                engine.config().onRebuildNeeded().accept(store.model().name());
              } else if (Failures.unwrap(failure) instanceof UnavailableException && !closed) {
                engine.later(BETWEEN_QUESTIONS, () -> askForRebuild(store));
              }
            });
  }

  private void sweepLater(Store<?> store) {
    Duration interval = engine.config().sweepInterval();
    if (interval != null && !closed) {
      engine.later(
          interval,
          () ->
              engine
                  .deliver(store.maintenance()::sweep)
                  .whenComplete((swept, failure) -> sweepLater(store)));
    }
  }

  @Override
  public <T> Optional<T> load(Key<T> key) {
    return engine.await(call -> of(key.type()).reader().load(call, key));
  }

  @Override
  public <T> CompletableFuture<Optional<T>> loadAsync(Key<T> key) {
    return engine.deliver(call -> of(key.type()).reader().load(call, key));
  }

  @Override
  public void close() {
    closed = true;
    engine.close();
    // Whoever keeps this must not keep the classes of an application that has ended.
    byType.clear();
    byName.clear();
    scanner.forget();
  }
}
