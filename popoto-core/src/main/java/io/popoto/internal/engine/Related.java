package io.popoto.internal.engine;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.exception.QueryException;
import io.popoto.internal.compile.RelatedConditions;
import io.popoto.internal.compile.StoredRecord;
import io.popoto.internal.scan.BoundField;
import io.popoto.query.QuerySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What queries need of other models: conditions on related fields, and related records. */
final class Related {
  private final Stores stores;

  Related(Stores stores) {
    this.stores = stores;
  }

  /**
   * Checks conditions on fields of related records against their models.
   *
   * @throws QueryException if they do not fit, or go further than to the next record
   */
  void check(ModelContext<?> context, Condition condition) {
    for (Condition.Lookup lookup : RelatedConditions.in(context.model(), condition)) {
      Class<?> target =
          RelatedConditions.field(context.model(), lookup).info().target().orElseThrow();
      ModelContext<?> other = stores.of(target).context();
      Condition inner = RelatedConditions.inner(lookup);
      if (!RelatedConditions.in(other.model(), inner).isEmpty()) {
        throw new QueryException(
            "%s.%s: a condition can go to a related record, not beyond it."
                .formatted(context.model().name(), lookup.path()));
      }
      other.queries().conditions().check(inner);
    }
  }

  /** Returns a condition without what it says of related records. */
  Condition without(ModelContext<?> context, Condition condition) {
    Map<Condition, Condition> nothing = new HashMap<>();
    RelatedConditions.in(context.model(), condition)
        .forEach(lookup -> nothing.put(lookup, Condition.all()));
    return RelatedConditions.replace(condition, nothing);
  }

  /** Replaces conditions on fields of related records by conditions on the references. */
  CompletableFuture<QuerySpec> resolve(Invocation call, ModelContext<?> context, QuerySpec query) {
    Condition condition = query.condition();
    List<Condition.Lookup> lookups = RelatedConditions.in(context.model(), condition);
    if (lookups.isEmpty()) {
      return CompletableFuture.completedFuture(query);
    }
    List<CompletableFuture<Condition>> replacements = new ArrayList<>();
    for (Condition.Lookup lookup : lookups) {
      BoundField field = RelatedConditions.field(context.model(), lookup);
      Class<?> target = field.info().target().orElseThrow();
      replacements.add(
          stores
              .of(target)
              .search()
              .filter(RelatedConditions.inner(lookup))
              .keys(call)
              .thenApply(keys -> Condition.of(field.name() + "__in", keys)));
    }
    return Futures.all(replacements)
        .thenApply(
            found -> {
              Map<Condition, Condition> byLookup = new HashMap<>();
              for (int i = 0; i < found.size(); i++) {
                byLookup.put(lookups.get(i), found.get(i));
              }
              return query.where(
                  RelatedConditions.replace(condition, byLookup),
                  RelatedConditions.text(condition, part -> text(context, part)));
            });
  }

  private String text(ModelContext<?> context, Condition part) {
    for (Condition.Lookup lookup : RelatedConditions.in(context.model(), part)) {
      BoundField field = RelatedConditions.field(context.model(), lookup);
      ModelContext<?> other = stores.of(field.info().target().orElseThrow()).context();
      return field + " " + other.queries().conditions().text(RelatedConditions.inner(lookup));
    }
    return context.queries().conditions().text(part);
  }

  /** Returns what explain says of the calls that a query needs besides its own; empty if none. */
  String explained(ModelContext<?> context, QuerySpec query) {
    Set<String> paths = new LinkedHashSet<>();
    RelatedConditions.in(context.model(), query.condition())
        .forEach(lookup -> paths.add(lookup.path()));
    paths.addAll(query.with());
    return paths.isEmpty()
        ? ""
        : "%n  besides, by calls of their own: %s".formatted(String.join(", ", paths));
  }

  /** Loads the records that these refer to, those of all models at once. */
  CompletableFuture<Boolean> load(
      Invocation call, ModelContext<?> context, List<String> names, List<StoredRecord> records) {
    List<CompletableFuture<Runnable>> loads = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      BoundField field = context.model().field(name).orElseThrow();
      loads.add(load(call, stores.of(field.info().target().orElseThrow()), field, records));
    }
    // Replies come on several threads, and a record is not made for that.
    return Futures.all(loads)
        .thenApply(
            relating -> {
              relating.forEach(Runnable::run);
              return true;
            });
  }

  /** Returns the future of what gives the records that were loaded to those that refer to them. */
  private <R> CompletableFuture<Runnable> load(
      Invocation call, Store<R> store, BoundField field, List<StoredRecord> records) {
    Set<Key<R>> keys = new LinkedHashSet<>();
    for (StoredRecord record : records) {
      Related.<R>ref(field, record).flatMap(Ref::key).ifPresent(keys::add);
    }
    List<Key<R>> list = List.copyOf(keys);
    if (list.isEmpty()) {
      return CompletableFuture.completedFuture(() -> {});
    }
    return store
        .reader()
        .getMany(call, list)
        .thenApply(
            found -> {
              Map<Key<R>, R> byKey = new HashMap<>();
              for (int i = 0; i < list.size(); i++) {
                R entity = found.get(i).orElse(null);
                if (entity != null) {
                  byKey.put(list.get(i), entity);
                }
              }
              return () -> records.forEach(record -> relate(field, record, byKey));
            });
  }

  private static <R> void relate(BoundField field, StoredRecord record, Map<Key<R>, R> byKey) {
    Optional<Ref<R>> ref = ref(field, record);
    if (ref.isPresent() && ref.get().key().isPresent()) {
      R entity = byKey.get(ref.get().key().get());
      record.relate(field, entity == null ? ref.get().asGone() : ref.get().with(entity));
    }
  }

  @SuppressWarnings("unchecked")
  private static <R> Optional<Ref<R>> ref(BoundField field, StoredRecord record) {
    try {
      return Optional.ofNullable((Ref<R>) record.value(field));
    } catch (io.popoto.exception.DecodeException e) {
      return Optional.empty();
    }
  }
}
