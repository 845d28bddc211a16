package io.popoto.internal.engine;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an error of the server means for the command. Errors are told apart by their first word. */
enum ErrorReply {
  /** The failure is no error of the server. */
  NONE,
  /** The script is not in the cache. Nothing ran. */
  UNKNOWN_SCRIPT,
  /** The server is too old for the command. Nothing ran. */
  UNKNOWN_COMMAND,
  /** Nothing ran, and the same connection may take the command in a while. */
  NOT_NOW,
  /** Nothing ran, and another server may have to be asked: this one is not the master, say. */
  NOT_HERE,
  /** The server belongs to a cluster. Nothing ran. */
  CLUSTER,
  /** Anything else, which would be no different the next time. */
  REFUSED;

  private static final Map<String, ErrorReply> BY_FIRST_WORD =
      Map.ofEntries(
          Map.entry("NOSCRIPT", UNKNOWN_SCRIPT),
          Map.entry("LOADING", NOT_NOW),
          Map.entry("BUSY", NOT_NOW),
          Map.entry("TRYAGAIN", NOT_NOW),
          Map.entry("CLUSTERDOWN", NOT_NOW),
          Map.entry("NOREPLICAS", NOT_NOW),
          Map.entry("MISCONF", NOT_NOW),
          Map.entry("READONLY", NOT_HERE),
          Map.entry("MASTERDOWN", NOT_HERE),
          Map.entry("UNBLOCKED", NOT_HERE),
          Map.entry("MOVED", CLUSTER),
          Map.entry("ASK", CLUSTER),
          Map.entry("CROSSSLOT", CLUSTER));

  /** Before Redis 7, the error of a command in a script stands inside that of the script. */
  private static final Pattern IN_SCRIPT =
      Pattern.compile("ERR Error running script .*?@user_script: ?\\d+: -?([A-Z]+) .*");

  /** Returns what a failure means. */
  static ErrorReply of(Throwable failure) {
    return failure instanceof RedisCommandExecutionException
        ? of(String.valueOf(failure.getMessage()))
        : NONE;
  }

  static ErrorReply of(String message) {
    if (message.startsWith("ERR unknown command")) {
      return UNKNOWN_COMMAND;
    }
    Matcher inScript = IN_SCRIPT.matcher(message);
    String word = inScript.matches() ? inScript.group(1) : message.split(" ", 2)[0];
    return BY_FIRST_WORD.getOrDefault(word, REFUSED);
  }

  /** Returns whether the command can be sent again as it is. */
  boolean passes() {
    return this == NOT_NOW || this == NOT_HERE;
  }
}
