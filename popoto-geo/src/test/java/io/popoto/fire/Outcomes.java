package io.popoto.fire;

import io.popoto.exception.BulkException;
import io.popoto.exception.DecodeException;
import io.popoto.exception.ModelException;
import io.popoto.exception.QueryException;
import io.popoto.exception.ServerException;
import io.popoto.exception.UnavailableException;

/** What exceptions say of the calls that threw them. */
final class Outcomes {
  private Outcomes() {}

  static Outcome of(Throwable failure) {
    if (failure instanceof UnavailableException unavailable) {
      return unavailable.outcomeUnknown() ? Outcome.UNKNOWN : Outcome.FAILED;
    }
    if (failure instanceof BulkException bulk) {
      return bulk.unknown().isEmpty() ? Outcome.REFUSED : Outcome.UNKNOWN;
    }
    if (failure instanceof ServerException
        || failure instanceof DecodeException
        || failure instanceof RandomFailure) {
      return Outcome.FAILED;
    }
    return failure instanceof ModelException || failure instanceof QueryException
        ? Outcome.REFUSED
        : Outcome.BROKEN;
  }

  /** Returns what became of one record of a bulk operation. */
  static Outcome of(BulkException.Item item) {
    return switch (item.outcome()) {
      case DONE -> Outcome.DONE;
      case UNKNOWN -> Outcome.UNKNOWN;
      case NOT_DONE -> item.cause() instanceof ModelException ? Outcome.REFUSED : Outcome.FAILED;
    };
  }
}
