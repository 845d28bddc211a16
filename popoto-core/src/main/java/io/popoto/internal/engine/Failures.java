package io.popoto.internal.engine;

import io.lettuce.core.RedisCommandTimeoutException;
import io.netty.channel.ConnectTimeoutException;
import io.popoto.exception.AccessDeniedException;
import io.popoto.exception.CommandTimeoutException;
import io.popoto.exception.OutcomeUnknownException;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.exception.PopotoException;
import io.popoto.exception.ServerException;
import io.popoto.exception.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What Lettuce reports, in the words of this library. */
public final class Failures {
  /** What the scripts put before an error that came after their first change. */
  private static final String UNFINISHED = "UNFINISHED ";

  private Failures() {}

  /** Returns the cause beneath wrappers of futures. */
  public static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Returns whether an attempt to connect failed since nobody answered. */
  static boolean isSilence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RedisCommandTimeoutException
          || cause instanceof ConnectTimeoutException) {
        return true;
      }
    }
    return false;
  }

  static PopotoException of(Throwable thrown, boolean outcomeUnknown) {
    Throwable failure = unwrap(thrown);
    if (failure instanceof PopotoException known) {
      return known;
    }
    ErrorReply error = ErrorReply.of(failure);
    if (error.passes()) {
      return new PopotoConnectionException(
          "Redis is not ready: " + failure.getMessage(), failure, false);
    }
    if (error == ErrorReply.CLUSTER) {
      return new ServerException(
          "The server is a node of a Redis Cluster, which is not supported: "
              + failure.getMessage(),
          failure);
    }
    if (error != ErrorReply.NONE) {
      return answered("", String.valueOf(failure.getMessage()), failure);
    }
    if (failure instanceof RedisCommandTimeoutException) {
      return new CommandTimeoutException(
          "No answer in time." + unknown(outcomeUnknown), failure, outcomeUnknown);
    }
    return new PopotoConnectionException(
        "The connection to Redis failed: " + reason(failure) + unknown(outcomeUnknown),
        failure,
        outcomeUnknown);
  }

  /** Returns the failure of a read whose reply the server has twice not brought to its end. */
  static PopotoConnectionException cutInReply(Throwable cause) {
    return new PopotoConnectionException(
        "The connection was cut twice while Redis answered this read. If its reply is larger than"
            + " the server's client-output-buffer-limit or maxmemory-clients, read less at a time,"
            + " by limit or values(…), or raise the limit.",
        cause,
        false);
  }

  /**
   * Returns the failure for an error of the server.
   *
   * @param where what the message begins with
   */
  static PopotoException answered(String where, String error, Throwable cause) {
    if (error.startsWith(UNFINISHED)) {
      return unfinished(where, error.substring(UNFINISHED.length()), cause);
    }
    String message = where + "Redis answered: " + error;
    return isAboutRights(error)
        ? new AccessDeniedException(message, cause)
        : new ServerException(message, cause);
  }

  /** Returns the failure of a write that the server stopped after its first change. */
  static OutcomeUnknownException unfinished(String where, String error, Throwable cause) {
    return new OutcomeUnknownException(
        where + "Redis stopped the write after a part of it was done: " + error, cause);
  }

  /** Returns whether an error says that a user lacks a right. In scripts it has no code. */
  static boolean isAboutRights(String error) {
    return error.startsWith("NOPERM ")
        || error.contains("ACL failure in script")
        || error.contains("The user executing the script can't");
  }

  static CommandTimeoutException timeout(Duration timeout, boolean outcomeUnknown) {
    return new CommandTimeoutException(
        "No answer from Redis within " + timeout.toMillis() + " ms." + unknown(outcomeUnknown),
        null,
        outcomeUnknown);
  }

  /**
   * Returns the failure of a call that Redis answered, and whose result no executor has taken.
   *
   * @param refusal what the executor threw, or null if it only did not run it
   */
  static UnavailableException undelivered(
      Duration timeout, boolean outcomeUnknown, @Nullable Throwable refusal) {
    String message =
        refusal == null
            ? "Redis answered, but the completion executor did not take the result within "
                + timeout.toMillis()
                + " ms. Something blocks it; see PopotoBuilder.completionExecutor."
            : "Redis answered, but the completion executor refused to take the result: " + refusal;
    return refusal == null
        ? new CommandTimeoutException(message + unknown(outcomeUnknown), null, outcomeUnknown)
        : new UnavailableException(message + unknown(outcomeUnknown), refusal, outcomeUnknown);
  }

  static PopotoConnectionException closed(boolean outcomeUnknown) {
    return new PopotoConnectionException(
        "This Popoto has been closed." + unknown(outcomeUnknown), null, outcomeUnknown);
  }

  private static String unknown(boolean outcomeUnknown) {
    return outcomeUnknown ? " The write may or may not have taken effect." : "";
  }

  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
