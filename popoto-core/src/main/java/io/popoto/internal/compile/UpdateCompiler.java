package io.popoto.internal.compile;

import io.popoto.Ref;
import io.popoto.Update;
import io.popoto.exception.ValidationException;
import io.popoto.internal.Given;
import io.popoto.internal.codec.Coercion;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks updates against a model. */
public final class UpdateCompiler {
  private UpdateCompiler() {}

  /**
   * What an update does to each record.
   *
   * @param values the fields set, null for those set to null
   * @param additions the numbers added
   */
  public record Changes(Map<BoundField, @Nullable Object> values, List<Addition> additions) {
    /** Returns whether nothing changes. */
    public boolean isEmpty() {
      return values.isEmpty() && additions.isEmpty();
    }

    /** Returns the draft for one record. */
    public Draft draft(String id) {
      return new Draft(id, id, "", values, additions);
    }
  }

  /**
   * Checks an update; a version is counted up with it.
   *
   * @throws ValidationException if a field is unknown, part of the key, the version or the time of
   *     the first save, changed twice or given a value that it cannot have
   */
  public static Changes compile(BoundModel<?> model, Update update) {
    Map<BoundField, @Nullable Object> values = new LinkedHashMap<>();
    List<Addition> additions = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Update.Change change : ((Update.Chain) Given.toCall(update, "update")).changes()) {
      BoundField field = field(model, change.field());
      if (!seen.add(field.name())) {
        throw new ValidationException(
            "%s.%s is changed twice in one update.".formatted(model.name(), field));
      }
      if (change instanceof Update.Change.Add add) {
        additions.add(Addition.of(model, field, add.delta()));
      } else if (change instanceof Update.Change.Set set) {
        boolean toNothing = set.value() instanceof Ref<?> ref && ref.isEmpty();
        Object value = set.value() == null || toNothing ? null : coerced(model, field, set.value());
        FieldValidator.check(model, field, value);
        values.put(field, value);
      }
    }
    if (!seen.isEmpty()) {
      model
          .info()
          .version()
          .flatMap(version -> model.field(version.name()))
          .ifPresent(version -> additions.add(Addition.of(model, version, 1L)));
    }
    return new Changes(values, List.copyOf(additions));
  }

  private static BoundField field(BoundModel<?> model, String name) {
    BoundField field =
        model
            .field(name)
            .orElseThrow(
                () ->
                    new ValidationException(
                        "%s has no field \"%s\" to update; it has %s."
                            .formatted(model.name(), name, model.fields())));
    if (model.keyFields().contains(field)) {
      throw new ValidationException(
          "%s.%s is part of the key; migrateKey changes it.".formatted(model.name(), name));
    }
    if (model.info().version().filter(field.info()::equals).isPresent()) {
      throw new ValidationException(
          "%s.%s counts versions and is set by the library.".formatted(model.name(), name));
    }
    if (field.info().autoNowAdd()) {
      throw new ValidationException(
          "%s.%s is the time of the first save, which stays.".formatted(model.name(), name));
    }
    return field;
  }

  private static Object coerced(BoundModel<?> model, BoundField field, Object value) {
    try {
      if (field.info().target().isPresent()) {
        return new LookupOperands(model, field, "set").one(value).value();
      }
      return Coercion.coerce(value, field.info().type());
    } catch (IllegalArgumentException | io.popoto.exception.QueryException e) {
      throw FieldValidator.unfit(model, field, e);
    }
  }
}
