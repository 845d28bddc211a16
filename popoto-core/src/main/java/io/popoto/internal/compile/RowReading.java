package io.popoto.internal.compile;

import io.popoto.exception.DecodeException;
import io.popoto.internal.codec.PackedTexts;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a query are read.
 *
 * @param model the model
 * @param names the hash fields of a row
 * @param layout where the fields of the model stand among them
 * @param condition what rows must satisfy
 */
record RowReading(BoundModel<?> model, List<byte[]> names, RowLayout layout, Node condition) {

  /** Returns a row of a script's reply, packed or as a list, which ends with the id. */
  Optional<StoredRecord> ofReply(Object reply, Consumer<DecodeException> broken) {
    byte[] @Nullable [] values =
        reply instanceof List<?> list
            ? list.toArray(new byte[0][])
            : PackedTexts.read((byte[]) reply);
    String id = Text.string(Objects.requireNonNull(values[values.length - 1]));
    return matching(new ReplyRow(model.name(), id, values, layout), broken);
  }

  /** Returns the row of a record. */
  Optional<StoredRecord> row(
      String id, byte[] @Nullable [] values, Consumer<DecodeException> broken) {
    return isAbsent(values)
        ? Optional.empty()
        : matching(new ReplyRow(model.name(), id, values, layout), broken);
  }

  /** Returns whether nothing at all is stored, as of a hash that does not exist. */
  static boolean isAbsent(byte[] @Nullable [] values) {
    for (byte[] value : values) {
      if (value != null) {
        return false;
      }
    }
    return true;
  }

  /** What was edited by hand, or has changed since its id was found, may match no more. */
  private Optional<StoredRecord> matching(ReplyRow row, Consumer<DecodeException> broken) {
    try {
      return isWhole(row) && condition.test(row)
          ? Optional.of(new StoredRecord(row))
          : Optional.empty();
    } catch (DecodeException e) {
      broken.accept(e);
      return Optional.empty();
    }
  }

  /** Returns whether the fields of the key are stored; a hash without them is no record. */
  private boolean isWhole(ReplyRow row) {
    for (BoundField field : model.keyFields()) {
      if (row.stored(field) == null && field.info().required()) {
        return false;
      }
    }
    return true;
  }
}
