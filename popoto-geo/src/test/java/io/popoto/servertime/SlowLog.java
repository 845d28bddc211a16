package io.popoto.servertime;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the slow log of a server. It does not log quick commands: those of a script would be logged
 * as well, which makes the script slower.
 */
final class SlowLog implements AutoCloseable {
  static final String[] SERVER_ARGUMENTS = {
    "--slowlog-log-slower-than", "100", "--slowlog-max-len", "100000"
  };
  private static final Set<String> OF_OTHERS =
      Set.of("SLOWLOG", "CONFIG", "INFO", "HELLO", "CLIENT", "PING", "COMMAND", "ROLE", "AUTH");

  /**
   * One command.
   *
   * @param micros how long the server took
   * @param command its name and first arguments
   */
  record Entry(long micros, List<String> command) {
    boolean isScript() {
      return command.get(0).toUpperCase(Locale.ROOT).startsWith("EVAL");
    }
  }

  private final RedisClient client;
  private final RedisCommands<String, String> commands;

  SlowLog(String uri) {
    client = RedisClient.create(uri);
    commands = client.connect(new StringCodec(StandardCharsets.ISO_8859_1)).sync();
  }

  /** Forgets what has been logged. */
  void reset() {
    commands.slowlogReset();
  }

  /** Returns what has been logged, the oldest first. */
  List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    for (Object each : commands.slowlogGet(1_000_000)) {
      List<?> entry = (List<?>) each;
      List<String> command = ((List<?>) entry.get(3)).stream().map(Object::toString).toList();
      if (!OF_OTHERS.contains(command.get(0).toUpperCase(Locale.ROOT))) {
        entries.add(new Entry((Long) entry.get(2), command));
      }
    }
    Collections.reverse(entries);
    return entries;
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
