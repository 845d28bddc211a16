package io.popoto.internal.engine;

import io.popoto.Created;
import io.popoto.Key;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.ConflictException;
import io.popoto.exception.ValidationException;
import io.popoto.internal.Given;
import io.popoto.internal.compile.Draft;
import io.popoto.internal.compile.UpdateCompiler;
import io.popoto.internal.compile.WriteCompiler.Mode;
import io.popoto.internal.scan.BoundField;
import io.popoto.plan.ScriptCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes of single records, each one call. Thread-safe. */
public final class RecordWriter<T> {
  private static final int MOST_TRIES = 100;

  /** Redis refuses much later ones, and Lua counts milliseconds exactly up to 2^53. */
  private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T23:59:59Z");

  private final ModelContext<T> context;
  private final Preparation<T> preparation;

  RecordWriter(ModelContext<T> context, Clock clock) {
    this.context = context;
    this.preparation = new Preparation<>(context.model(), clock);
  }

  /** Inserts a record. */
  public CompletableFuture<T> create(Invocation call, T entity) {
    return write(call, Mode.INSERT, entity, SaveOptions.none());
  }

  /** Inserts or replaces a record, or writes some of its fields. */
  public CompletableFuture<T> save(Invocation call, T entity, SaveOptions options) {
    SaveOptions.Chain chain = (SaveOptions.Chain) Given.toCall(options, "options");
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
    return call.run(script, reply -> stored(call, prepared, first(reply)));
  }

  /** Returns an entity ready to be written as a whole. */
  Preparation.Prepared<T> prepare(T entity) {
    return preparation.of(entity, SaveOptions.none());
  }

  /** Returns the entity as it is now stored, or throws what the reply says. */
  T stored(Invocation call, Preparation.Prepared<T> prepared, @Nullable Object reply) {
    Refusals.check(call, context.model(), prepared.draft(), reply);
    try {
      return completed(prepared, reply);
    } catch (RuntimeException | Error e) {
      throw Refusals.undecoded(context.model(), prepared.draft(), e);
    }
  }

  /** Returns the entity as it is now stored, for a reply that says that it was written. */
  T completed(Preparation.Prepared<T> prepared, @Nullable Object reply) {
    Map<BoundField, @Nullable Object> given = prepared.given();
    if (reply instanceof List<?> list) {
      String key = context.model().name() + ":" + prepared.draft().id();
      if (!preparation.kept().isEmpty()) {
        given = new LinkedHashMap<>(given);
      }
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
  String expiry(SaveOptions.Chain options) {
    SaveOptions.Expiry expiry = options.expiry();
    if (expiry instanceof SaveOptions.Expiry.Keep) {
      return "keep";
    } else if (expiry instanceof SaveOptions.Expiry.Never) {
      return "";
    } else if (expiry instanceof SaveOptions.Expiry.After after) {
      if (after.ttl().compareTo(Duration.between(Instant.now(), LAST_MOMENT)) > 0) {
        throw new ValidationException(
            "ttl: " + after.ttl() + " ends after " + LAST_MOMENT + "; use persist().");
      }
      return "+" + after.ttl().toMillis();
    } else if (expiry instanceof SaveOptions.Expiry.At at) {
      Instant now = Instant.now();
      if (!at.moment().isAfter(now)) {
        throw new ValidationException(
            "expireAt: " + at.moment() + " has passed; it is " + now + ".");
      }
      if (at.moment().isAfter(LAST_MOMENT)) {
        throw new ValidationException(
            "expireAt: " + at.moment() + " is after " + LAST_MOMENT + "; use persist().");
      }
      return "@" + at.moment().toEpochMilli();
    }
    Optional<Duration> ttl = context.model().info().ttl();
    return ttl.map(time -> "+" + time.toMillis()).orElse("");
  }

  /**
   * Moves a record to the key that its entity has now.
   *
   * @param oldKey where it is stored
   */
  public CompletableFuture<T> migrateKey(Invocation call, T entity, Key<T> oldKey) {
    SaveOptions.Chain options = SaveOptions.none();
    Preparation.Prepared<T> prepared = preparation.of(entity, options);
    Draft draft = prepared.draft();
    boolean stays = draft.id().equals(oldKey.id());
    Draft move = new Draft(oldKey.id(), draft.id(), draft.version(), draft.values());
    ScriptCall script =
        context
            .writes()
            .compile(
                stays ? Mode.UPDATE : Mode.MOVE, List.of(move), expiry(options), Optional.empty());
    Preparation.Prepared<T> moved =
        new Preparation.Prepared<>(prepared.entity(), move, prepared.given());
    return call.run(script, reply -> stored(call, moved, first(reply)));
  }

  /** Returns the record of an entity's key, or makes it. */
  public CompletableFuture<Created<T>> getOrCreate(
      Invocation call, RecordReader<T> reader, T entity) {
    Preparation.Prepared<T> prepared = preparation.of(entity, SaveOptions.none());
    ScriptCall insert =
        context
            .writes()
            .compile(
                Mode.INSERT,
                List.of(prepared.draft()),
                expiry(SaveOptions.none()),
                Optional.empty());
    return getOrCreate(call, reader, prepared, insert, MOST_TRIES);
  }

  private CompletableFuture<Created<T>> getOrCreate(
      Invocation call,
      RecordReader<T> reader,
      Preparation.Prepared<T> prepared,
      ScriptCall insert,
      int tries) {
    Key<T> key = new Key<>(context.model().type(), context.model().name(), prepared.draft().id());
    return call.run(
            insert,
            reply -> {
              Object result = first(reply);
              boolean exists = Refusals.isExists(result);
              return exists ? Optional.<T>empty() : Optional.of(stored(call, prepared, result));
            })
        .thenCompose(
            created ->
                created.isPresent()
                    ? CompletableFuture.completedFuture(new Created<>(created.get(), true))
                    : reader
                        .load(call.onMaster(), key)
                        .thenCompose(
                            found -> {
                              if (found.isPresent()) {
                                return CompletableFuture.completedFuture(
                                    new Created<>(found.get(), false));
                              }
                              if (tries == 0) {
                                throw new ConflictException(
                                    key
                                        + ": there is a hash without the fields of the key, or"
                                        + " others keep making and deleting the record.");
                              }
                              // Deleted in between: try again.
                              return getOrCreate(call, reader, prepared, insert, tries - 1);
                            }));
  }

  /** Inserts or replaces a record. */
  public CompletableFuture<Created<T>> updateOrCreate(Invocation call, T entity) {
    Preparation.Prepared<T> prepared = preparation.of(entity, SaveOptions.none());
    ScriptCall script =
        context
            .writes()
            .compile(
                Mode.UPSERT,
                List.of(prepared.draft()),
                expiry(SaveOptions.none()),
                Optional.empty());
    return call.run(
        script,
        reply -> {
          Object result = first(reply);
          T stored = stored(call, prepared, result);
          Object done = result instanceof List<?> list ? list.get(0) : result;
          return new Created<>(stored, Long.valueOf(2).equals(done));
        });
  }

  /** Changes some fields of a record without loading it; returns the sums. */
  public CompletableFuture<List<Object>> update(Invocation call, Key<T> key, Update update) {
    UpdateCompiler.Changes changes = UpdateCompiler.compile(context.model(), update);
    if (changes.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    Draft draft = changes.draft(key.id());
    ScriptCall script =
        context.writes().compile(Mode.UPDATE, List.of(draft), "keep", Optional.empty());
    return call.run(script, reply -> sums(call, draft, first(reply)));
  }

  private List<Object> sums(Invocation call, Draft draft, @Nullable Object reply) {
    Refusals.check(call, context.model(), draft, reply);
    try {
      List<Object> sums = new ArrayList<>();
      for (int i = 0; i < draft.additions().size() && reply instanceof List<?> list; i++) {
        byte[] text = (byte[]) java.util.Objects.requireNonNull(list.get(i + 1));
        sums.add(draft.additions().get(i).field().codec().decode(text));
      }
      return sums;
    } catch (RuntimeException | Error e) {
      throw Refusals.undecoded(context.model(), draft, e);
    }
  }

  /** Adds to a number; returns the sum. */
  public CompletableFuture<Number> increment(
      Invocation call, Key<T> key, String field, Number delta) {
    return update(call, key, Update.add(field, delta)).thenApply(sums -> (Number) sums.get(0));
  }

  /** Lets a record expire after a time; the result is whether there is one. */
  public CompletableFuture<Boolean> touch(Invocation call, Key<T> key, Duration ttl) {
    String expiry = expiry(SaveOptions.ttl(ttl));
    Draft draft = Draft.ofId(key.id());
    ScriptCall script =
        context.writes().compile(Mode.UPDATE, List.of(draft), expiry, Optional.empty());
    return call.run(
        script,
        reply -> {
          if (first(reply) instanceof List<?> list && Refusals.isPassedOver(list)) {
            return false;
          }
          Refusals.check(call, context.model(), draft, first(reply));
          return true;
        });
  }

  /** Deletes a record; the result is whether this call did it. */
  public CompletableFuture<Boolean> delete(Invocation call, Key<T> key) {
    Draft draft = Draft.ofId(key.id());
    ScriptCall script = context.writes().compile(Mode.DELETE, List.of(draft), "", Optional.empty());
    return call.run(
        script,
        reply -> {
          Refusals.check(call, context.model(), draft, first(reply));
          return Long.valueOf(1).equals(first(reply));
        });
  }
}
