package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.popoto.exception.PopotoException;
import io.popoto.exception.ServerException;
import io.popoto.internal.codec.Text;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognizes servers that cannot be used, right after connecting to them. */
final class ServerCheck {
  private static final Duration WITHIN = Duration.ofSeconds(1);

  private ServerCheck() {}

  /**
   * Asks the server what it is. One that does not say so is not refused.
   *
   * @throws ServerException if it belongs to a cluster, is a sentinel, or runs no scripts
   */
  static void check(Engine engine) {
    String mode = mode(engine);
    if (mode.equals("cluster")) {
      throw new ServerException(
          "The server is a node of a Redis Cluster, which is not supported. Use a server that runs"
              + " alone, or with replicas and sentinels.");
    }
    if (mode.equals("sentinel")) {
      throw new ServerException(
          "The server is a sentinel; connect by redis-sentinel://host:port/0#name.");
    }
    try {
      engine.await(
          WITHIN,
          call ->
              call.command(
                  CommandType.EVAL,
                  List.of(Text.bytes("return 1"), Text.bytes("0")),
                  reply -> reply != null));
    } catch (PopotoException e) {
      Throwable cause = e.getCause();
      if (cause != null && ErrorReply.of(cause) == ErrorReply.UNKNOWN_COMMAND) {
        throw new ServerException(
            "The server does not know EVAL, but everything here is done by scripts: "
                + cause.getMessage(),
            cause);
      }
      // Whatever else is wrong, the first call says.
    }
  }

  private static String mode(Engine engine) {
    try {
      return engine.await(
          WITHIN, call -> call.command(CommandType.HELLO, List.of(), ServerCheck::modeOf));
    } catch (PopotoException e) {
      return "";
    }
  }

  private static String modeOf(@Nullable Object reply) {
    if (reply instanceof List<?> list) {
      for (int i = 0; i + 1 < list.size(); i += 2) {
        if (list.get(i) instanceof byte[] name
            && Text.string(name).equals("mode")
            && list.get(i + 1) instanceof byte[] mode) {
          return Text.string(mode);
        }
      }
    }
    return "";
  }
}
