package io.popoto.internal.engine;

import io.popoto.SaveOptions;
import io.popoto.annotation.AutoKeyField;
import io.popoto.exception.ValidationException;
import io.popoto.internal.compile.Draft;
import io.popoto.internal.compile.FieldValidator;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.internal.scan.HiddenKeys;
import io.popoto.internal.scan.Moments;
import io.popoto.metadata.FieldKind;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads entities into drafts: generated ids, times, versions, validation. */
final class Preparation<T> {
  private final BoundModel<T> model;
  private final Clock clock;
  private final List<BoundField> kept;

  /**
   * An entity ready to be written.
   *
   * @param entity the entity, with its key
   * @param draft what is to be stored
   * @param given what the entity gets once it is stored
   */
  record Prepared<T>(T entity, Draft draft, Map<BoundField, @Nullable Object> given) {}

  Preparation(BoundModel<T> model, Clock clock) {
    this.model = model;
    this.clock = clock;
    this.kept = model.fields().stream().filter(field -> field.info().autoNowAdd()).toList();
  }

  Prepared<T> of(T entity, SaveOptions.Chain options) {
    if (entity == null) {
      throw new ValidationException(model.name() + ": expected an entity, but got null.");
    }
    if (entity.getClass() != model.type()) {
      throw new ValidationException(
          "%s: expected an instance of %s, but got one of its subclass %s, which would be loaded as a %s."
              .formatted(
                  model.name(),
                  model.type().getTypeName(),
                  entity.getClass().getTypeName(),
                  model.type().getSimpleName()));
    }
    T keyed = options.fields().isPresent() ? entity : withGeneratedKey(entity);
    Set<String> only = options.fields().orElse(null);
    if (only != null) {
      checkNames(only);
    }
    Instant now = clock.instant();
    Map<BoundField, @Nullable Object> values = new LinkedHashMap<>();
    Map<BoundField, @Nullable Object> given = new LinkedHashMap<>();
    String version = "";
    for (BoundField field : model.fields()) {
      Object value = model.get(keyed, field);
      boolean sent = only == null || only.contains(field.name());
      if (sent && setsNow(field, value, options)) {
        value = Moments.of(now, field.info().type());
        given.put(field, value);
      } else if (field.info().kind() == FieldKind.VERSION) {
        long current = value == null ? 0 : (Long) value;
        version = Long.toString(current);
        value = current + 1;
        given.put(field, value);
        sent = true;
      }
      if (sent) {
        FieldValidator.check(model, field, value);
        values.put(field, value);
      }
    }
    String id = model.key(keyed).id();
    return new Prepared<>(keyed, new Draft(id, id, version, values), given);
  }

  private void checkNames(Set<String> only) {
    for (String name : only) {
      if (model.field(name).isEmpty()) {
        throw new ValidationException(
            "%s has no field \"%s\" to save; it has %s."
                .formatted(model.name(), name, model.fields()));
      }
    }
  }

  private static boolean setsNow(
      BoundField field, @Nullable Object value, SaveOptions.Chain options) {
    boolean sets = field.info().autoNow() || field.info().autoNowAdd();
    return sets && (value == null || !options.skipsAutoNow());
  }

  /** Returns the entity with an id in each generated key field that has none. */
  T withGeneratedKey(T entity) {
    if (model.keyFields().isEmpty() && HiddenKeys.of(entity).isEmpty()) {
      HiddenKeys.remember(entity, Ids.next(AutoKeyField.Strategy.UUID4));
    }
    Map<BoundField, Object> ids = Map.of();
    for (BoundField field : model.keyFields()) {
      Object value = model.get(entity, field);
      if (field.info().strategy().isPresent() && (value == null || value.equals(""))) {
        ids = ids.isEmpty() ? new LinkedHashMap<>() : ids;
        ids.put(field, Ids.next(field.info().strategy().get()));
      }
    }
    return model.with(entity, ids);
  }

  /** Returns the names of the fields that keep their stored value, in the order of replies. */
  List<BoundField> kept() {
    return kept;
  }
}
