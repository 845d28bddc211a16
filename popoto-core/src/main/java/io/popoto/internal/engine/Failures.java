package io.popoto.internal.engine;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.netty.channel.ConnectTimeoutException;
import io.popoto.exception.CommandTimeoutException;
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

  /** Returns whether Redis answered with an error, so that the connection is fine. */
  static boolean isReply(Throwable failure) {
    return failure instanceof RedisCommandExecutionException;
  }

  static boolean isNoScript(Throwable failure) {
    return isReply(failure) && String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
  }

  /** Returns whether the server is too old for the command. */
  static boolean isUnknownCommand(Throwable failure) {
    return isReply(failure)
        && String.valueOf(failure.getMessage()).startsWith("ERR unknown command");
  }

  /**
   * Returns whether Redis refused the command, which had no effect, since it is not ready: it loads
   * its data, waits for its master, or is held up by a script.
   */
  static boolean isNotReady(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return isReply(failure)
        && (message.startsWith("LOADING ")
            || message.startsWith("MASTERDOWN ")
            || message.startsWith("BUSY "));
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
    if (isNotReady(failure)) {
      return new PopotoConnectionException(
          "Redis is not ready: " + failure.getMessage(), failure, false);
    }
    if (isReply(failure)) {
      return new ServerException("Redis answered: " + failure.getMessage(), failure);
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
