package io.popoto.testing;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the commands that a server executes, by the difference of {@code INFO commandstats}. What
 * a script calls counts as well; {@link CommandMonitor} lists what clients sent. Every client of
 * the server counts, so tests of other threads disturb it.
 *
 * <p>Not safe for use by several threads.
 */
public final class CommandLog implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PREFIX = "cmdstat_";
  private static final String CALLS = "calls=";

  private final RedisSocket connection;
  private Map<String, Long> start;

  private CommandLog(RedisSocket connection) {
    this.connection = connection;
    this.start = read();
  }

  /**
   * Starts counting.
   *
   * @param uri the server's address
   */
  public static CommandLog on(String uri) {
    return new CommandLog(RedisSocket.open(uri, TIMEOUT));
  }

  /**
   * Returns how often each command ran since the start or the last {@link #reset()}: names in lower
   * case, subcommands as {@code client|list}, without {@code info} and {@code config}.
   */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    read()
        .forEach(
            (name, calls) -> {
              long difference = calls - start.getOrDefault(name, 0L);
              if (difference > 0) {
                counts.put(name, difference);
              }
            });
    return counts;
  }

  /**
   * Returns how often one command ran.
   *
   * @param command its name in lower case
   */
  public long count(String command) {
    return counts().getOrDefault(command, 0L);
  }

  /** Returns how many commands ran. */
  public long total() {
    return counts().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Starts again from zero. */
  public void reset() {
    start = read();
  }

  @Override
  public void close() {
    connection.close();
  }

  private Map<String, Long> read() {
    Map<String, Long> calls = new TreeMap<>();
    connection
        .call("INFO", "commandstats")
        .lines()
        .filter(line -> line.startsWith(PREFIX))
        .forEach(line -> add(line, calls));
    calls.keySet().removeIf(name -> name.equals("info") || name.startsWith("config"));
    return calls;
  }

  private static void add(String line, Map<String, Long> calls) {
    int colon = line.indexOf(':');
    int begin = line.indexOf(CALLS, colon) + CALLS.length();
    int end = line.indexOf(',', begin);
    calls.put(line.substring(PREFIX.length(), colon), Long.valueOf(line.substring(begin, end)));
  }
}
