package io.popoto.internal.compile;

import io.popoto.exception.ValidationException;
import io.popoto.internal.codec.Coercion;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A number that the server adds to a field, see {@code lua/decimal.lua}.
 *
 * @param field the field
 * @param how the arithmetic: integer, decimal or number
 * @param delta what is added, as text
 * @param low the least value that the type can hold, or empty
 * @param high the greatest
 */
public record Addition(BoundField field, String how, String delta, String low, String high) {
  private static final Map<Type, List<Long>> RANGES =
      Map.of(
          byte.class, List.of((long) Byte.MIN_VALUE, (long) Byte.MAX_VALUE),
          Byte.class, List.of((long) Byte.MIN_VALUE, (long) Byte.MAX_VALUE),
          short.class, List.of((long) Short.MIN_VALUE, (long) Short.MAX_VALUE),
          Short.class, List.of((long) Short.MIN_VALUE, (long) Short.MAX_VALUE),
          int.class, List.of((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE),
          Integer.class, List.of((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE),
          long.class, List.of(Long.MIN_VALUE, Long.MAX_VALUE),
          Long.class, List.of(Long.MIN_VALUE, Long.MAX_VALUE));

  /**
   * Returns the addition of a number to a field.
   *
   * @throws ValidationException if the field is no number, cannot hold the number, or has a codec
   *     or an index that is not the library's own
   */
  public static Addition of(BoundModel<?> model, BoundField field, Number delta) {
    Type type = field.info().type();
    Object number;
    try {
      number = Coercion.coerce(delta, type);
    } catch (IllegalArgumentException e) {
      throw FieldValidator.unfit(model, field, e);
    }
    if (!isAddedTo(model, field)) {
      throw new ValidationException(
          "%s.%s: the server cannot add to what a codec or index of its own makes of a number."
              .formatted(model.name(), field));
    }
    List<Long> range = RANGES.get(type);
    if (range != null) {
      return new Addition(
          field, "integer", number.toString(), "" + range.get(0), "" + range.get(1));
    } else if (number instanceof BigInteger) {
      return new Addition(field, "integer", number.toString(), "", "");
    } else if (number instanceof BigDecimal decimal) {
      return new Addition(field, "decimal", decimal.toString(), "", "");
    } else if (number instanceof Double value && Double.isFinite(value)) {
      return new Addition(field, "number", number.toString(), "", "");
    }
    throw new ValidationException(
        "%s.%s: the server adds to whole numbers, BigDecimal and double, not to %s."
            .formatted(model.name(), field, type.getTypeName()));
  }

  /** Returns whether the text is the number, and an order is that of the numbers. */
  private static boolean isAddedTo(BoundModel<?> model, BoundField field) {
    return field.isStandard()
        && model.indexes().stream()
            .filter(index -> index.scores() != null && index.field() == field)
            .allMatch(index -> index.info().kind().equals("sorted"));
  }

  void write(List<byte[]> arguments) {
    Object initial = field.initial();
    arguments.add(field.storedName());
    arguments.add(Text.bytes(how));
    arguments.add(Text.bytes(delta));
    arguments.add(initial == null ? Text.bytes("0") : field.text(initial));
    arguments.add(Text.bytes(low));
    arguments.add(Text.bytes(high));
  }
}
