package io.popoto.internal.engine;

import io.popoto.exception.ConflictException;
import io.popoto.exception.OutcomeUnknownException;
import io.popoto.exception.PopotoException;
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

  /** Throws what the reply for a record says, unless it says that it was written. */
  static void check(Invocation call, BoundModel<?> model, Draft draft, @Nullable Object reply) {
    if (reply instanceof List<?> list && !(list.get(0) instanceof Long)) {
      throw of(call, model, draft, list);
    }
  }

  /** Returns the failure of a write that was done, and whose reply cannot be decoded. */
  static OutcomeUnknownException undecoded(BoundModel<?> model, Draft draft, Throwable cause) {
    return new OutcomeUnknownException(
        "%s:%s was written, but its new state cannot be told: %s"
            .formatted(model.name(), draft.newId(), cause.getMessage()),
        cause);
  }

  /** Returns the failure for a refusal; one about rights makes calls try theirs again. */
  static PopotoException of(Invocation call, BoundModel<?> model, Draft draft, List<?> refusal) {
    if (refusal.size() == 2
        && refusal.get(1) instanceof byte[] error
        && Failures.isAboutRights(Text.string(error))) {
      call.doubtRights();
    }
    return of(model, draft, refusal);
  }

  private static PopotoException of(BoundModel<?> model, Draft draft, List<?> refusal) {
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
      case "unfinished" ->
          Failures.unfinished(key + ": ", text(refusal.get(1)), new IllegalStateException(reason));
      default ->
          Failures.answered(key + ": ", text(refusal.get(1)), new IllegalStateException(reason));
    };
  }

  /** Returns whether the record is not there or does not satisfy the condition. */
  static boolean isPassedOver(List<?> reply) {
    String reason = reply.get(0) instanceof byte[] bytes ? Text.string(bytes) : "";
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
      values.add(value(key, fields.get(i), (byte[]) refusal.get(2 + i)));
    }
    return new UniqueConstraintException(
        model.name(),
        fields.stream().map(BoundField::name).collect(Collectors.joining("+")),
        String.join("+", values));
  }

  /** Returns a value as text; what cannot be decoded is no reason to hide the conflict. */
  private static String value(String key, BoundField field, byte[] stored) {
    try {
      return String.valueOf(field.read(key, stored));
    } catch (RuntimeException e) {
      return Text.string(stored);
    }
  }

  private static String text(Object bytes) {
    return Text.string((byte[]) bytes);
  }
}
