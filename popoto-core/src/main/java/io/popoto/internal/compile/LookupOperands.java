package io.popoto.internal.compile;

import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.exception.ModelException;
import io.popoto.exception.QueryException;
import io.popoto.internal.codec.Coercion;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.metadata.FieldKind;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the operands of one lookup into values of the field's type, or refuses them. */
final class LookupOperands {
  private final BoundModel<?> model;
  private final BoundField field;
  private final String lookup;

  LookupOperands(BoundModel<?> model, BoundField field, String lookup) {
    this.model = model;
    this.field = field;
    this.lookup = lookup;
  }

  boolean truth(@Nullable Object operand) {
    if (operand instanceof Boolean truth) {
      return truth;
    }
    throw refused("needs true or false, but got " + shown(operand));
  }

  boolean needsOperand() {
    return !lookup.equals("exact");
  }

  /** Returns the operand as a value of the field's type. */
  Operand one(@Nullable Object operand) {
    if (operand == null) {
      throw refused("cannot compare with null; use " + field + "__isnull");
    }
    try {
      return new Operand(field, value(operand));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private Object value(Object operand) {
    if (field.info().kind() != FieldKind.RELATIONSHIP) {
      return Coercion.coerce(operand, field.info().type());
    }
    Class<?> target = field.info().target().orElseThrow();
    try {
      if (operand instanceof Ref<?> ref && !ref.isEmpty()) {
        return ref;
      }
      if (operand instanceof Key<?> key) {
        return Ref.to(key, null);
      }
      if (target.isInstance(operand)) {
        return Ref.of(operand);
      }
    } catch (ModelException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "expected a %s, a Ref or a Key, but got %s"
            .formatted(target.getSimpleName(), shown(operand)));
  }

  /** Returns the elements of the operand, which has to be a collection. */
  Choices many(@Nullable Object operand) {
    if (!(operand instanceof Collection<?> values)) {
      throw refused("needs a collection, but got " + shown(operand));
    }
    return Choices.of(values.stream().map(this::one).toList());
  }

  /** Returns the operand as text. */
  String text(@Nullable Object operand) {
    if (operand instanceof String text) {
      return text;
    }
    throw refused("needs a String, but got " + shown(operand));
  }

  /** Returns the elements of the operand as texts, each once. */
  Set<String> texts(@Nullable Object operand) {
    if (!(operand instanceof Collection<?> values)) {
      throw refused("needs a collection, but got " + shown(operand));
    }
    Set<String> texts = new LinkedHashSet<>();
    values.forEach(value -> texts.add(text(value)));
    return texts;
  }

  QueryException refused(String reason) {
    return new QueryException("%s.%s__%s: %s.".formatted(model.name(), field, lookup, reason));
  }

  private static String shown(@Nullable Object operand) {
    return operand == null
        ? "null"
        : "\"" + operand + "\" (" + operand.getClass().getSimpleName() + ")";
  }
}
