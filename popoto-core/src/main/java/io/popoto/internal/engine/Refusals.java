package io.popoto.internal.engine;

import io.popoto.exception.ConflictException;
import io.popoto.exception.PopotoException;
import io.popoto.exception.ServerException;
import io.popoto.exception.StaleObjectException;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.exception.ValidationException;
import io.popoto.internal.codec.Text;
import io.popoto.internal.compile.Draft;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the refusals of the write script into exceptions. */
final class Refusals {
  private Refusals() {}

  static PopotoException of(BoundModel<?> model, Draft draft, List<?> refusal) {
    String reason = text(refusal.get(0));
    String key = model.name() + ":" + draft.id();
    return switch (reason) {
      case "exists" ->
          new ConflictException(key + " exists already; save replaces it, create does not.");
      case "missing" -> new ConflictException(key + " does not exist.");
      case "stale" ->
          new StaleObjectException(
              key + " has changed since version " + draft.version() + " was read; load it again.");
      case "condition" ->
          new ConflictException(key + " does not satisfy the condition; it was left as it is.");
      case "taken" ->
          new ConflictException(
              "%s cannot become %s:%s, which exists already."
                  .formatted(key, model.name(), draft.newId()));
      case "range" ->
          new ValidationException(
              "%s: the sum in %s is no number that the field can hold; nothing was written."
                  .formatted(key, text(refusal.get(1))));
      case "score" ->
          new ValidationException(
              ("%s was in no partition of the index of %s so far, and its place there does not"
                      + " follow from a part of the record: save the whole of it.")
                  .formatted(key, text(refusal.get(1))));
      case "damaged" ->
          new ConflictException(
              ("%s: others have changed what the library notes in the record, and its place in the"
                   + " index of %s cannot be told. rebuildIndexes repairs it, as does a save of the"
                   + " whole record unless the field keeps its stored value.")
                  .formatted(key, text(refusal.get(1))));
      case "unique" -> unique(model, key, refusal);
      default ->
          new ServerException(
              key + ": Redis answered: " + text(refusal.get(1)), new IllegalStateException(reason));
    };
  }

  /** Returns whether the record is not there or does not satisfy the condition. */
  static boolean isPassedOver(List<?> refusal) {
    String reason = text(refusal.get(0));
    return reason.equals("missing") || reason.equals("condition");
  }

  /** Returns whether the reply says that there is such a record already. */
  static boolean isExists(@Nullable Object reply) {
    return reply instanceof List<?> list
        && list.get(0) instanceof byte[] reason
        && Text.string(reason).equals("exists");
  }

  /**
   * The values are what would have been stored: those of a partial write are partly the server's.
   */
  private static UniqueConstraintException unique(
      BoundModel<?> model, String key, List<?> refusal) {
    BoundIndex index = model.indexes().get(((Long) refusal.get(1)).intValue() - 1);
    List<BoundField> fields = index.fields();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(String.valueOf(fields.get(i).read(key, (byte[]) refusal.get(2 + i))));
    }
    return new UniqueConstraintException(
        model.name(),
        fields.stream().map(BoundField::name).collect(Collectors.joining("+")),
        String.join("+", values));
  }

  private static String text(Object bytes) {
    return Text.string((byte[]) bytes);
  }
}
