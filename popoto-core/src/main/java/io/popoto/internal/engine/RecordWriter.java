package io.popoto.internal.engine;

import io.popoto.Key;
import io.popoto.SaveOptions;
import io.popoto.exception.ValidationException;
import io.popoto.internal.compile.Draft;
import io.popoto.internal.compile.WriteCompiler.Mode;
import io.popoto.internal.scan.BoundField;
import io.popoto.plan.ScriptCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes of single records, each one call. Thread-safe. */
public final class RecordWriter<T> {
  private final ModelContext<T> context;
  private final Preparation<T> preparation;
  private final Clock clock;

  RecordWriter(ModelContext<T> context, Clock clock) {
    this.context = context;
    this.clock = clock;
    this.preparation = new Preparation<>(context.model(), clock);
  }

  /** Inserts a record. */
  public CompletableFuture<T> create(Invocation call, T entity) {
    return write(call, Mode.INSERT, entity, SaveOptions.none());
  }

  /** Inserts or replaces a record, or writes some of its fields. */
  public CompletableFuture<T> save(Invocation call, T entity, SaveOptions options) {
    SaveOptions.Chain chain = (SaveOptions.Chain) options;
    if (chain.fields().isEmpty()) {
      return write(call, Mode.UPSERT, entity, chain);
    }
    if (chain.fields().get().isEmpty()) {
      return CompletableFuture.completedFuture(entity);
    }
    return write(call, Mode.UPDATE, entity, chain);
  }

  private CompletableFuture<T> write(
      Invocation call, Mode mode, T entity, SaveOptions.Chain options) {
    String expiry = expiry(options);
    Preparation.Prepared<T> prepared = preparation.of(entity, options);
    ScriptCall script =
        context.writes().compile(mode, List.of(prepared.draft()), expiry, options.condition());
    return call.run(script, reply -> stored(prepared, first(reply)));
  }

  /** Returns the entity as it is now stored, or throws what the reply says. */
  private T stored(Preparation.Prepared<T> prepared, @Nullable Object reply) {
    Map<BoundField, @Nullable Object> given = new LinkedHashMap<>(prepared.given());
    if (reply instanceof List<?> list) {
      if (!(list.get(0) instanceof Long)) {
        throw Refusals.of(context.model(), prepared.draft(), list);
      }
      String key = context.model().name() + ":" + prepared.draft().id();
      int i = 1;
      for (BoundField field : preparation.kept()) {
        if (i < list.size() && list.get(i) instanceof byte[] kept) {
          given.put(field, field.read(key, kept));
        }
        i++;
      }
    }
    return context.model().with(prepared.entity(), given);
  }

  private static @Nullable Object first(@Nullable Object reply) {
    return ((List<?>) java.util.Objects.requireNonNull(reply)).get(0);
  }

  /** Returns how the script is to set the expiry. */
  private String expiry(SaveOptions.Chain options) {
    SaveOptions.Expiry expiry = options.expiry();
    if (expiry instanceof SaveOptions.Expiry.Keep) {
      return "keep";
    } else if (expiry instanceof SaveOptions.Expiry.Never) {
      return "";
    } else if (expiry instanceof SaveOptions.Expiry.After after) {
      return "+" + after.ttl().toMillis();
    } else if (expiry instanceof SaveOptions.Expiry.At at) {
      Instant now = clock.instant();
      if (!at.moment().isAfter(now)) {
        throw new ValidationException(
            "expireAt: " + at.moment() + " has passed; it is " + now + ".");
      }
      return "@" + at.moment().toEpochMilli();
    }
    Optional<Duration> ttl = context.model().info().ttl();
    return ttl.map(time -> "+" + time.toMillis()).orElse("");
  }

  /** Deletes a record; the result is whether this call did it. */
  public CompletableFuture<Boolean> delete(Invocation call, Key<T> key) {
    ScriptCall script =
        context.writes().compile(Mode.DELETE, List.of(Draft.ofId(key.id())), "", Optional.empty());
    return call.run(script, reply -> Long.valueOf(1).equals(first(reply)));
  }
}
