package io.popoto.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Records the commands that clients send to a server, by {@code MONITOR}; those that scripts call
 * are left out, and what a model asks on its own a moment after it was registered. Redis itself
 * hides administrative commands and logins.
 *
 * <pre>{@code
 * try (var monitor = CommandMonitor.on(uri)) {
 *   repository.save(order);
 *   assertThat(monitor.commands()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class CommandMonitor implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final RedisSocket marker;
  private final RedisSocket monitor;
  private final List<List<String>> commands = new ArrayList<>();

  /** For each command of a client, how many commands and arguments it had a script call. */
  private final List<Integer> calledByScripts = new ArrayList<>();

  private CommandMonitor(RedisSocket marker, RedisSocket monitor) {
    this.marker = marker;
    this.monitor = monitor;
  }

  /**
   * Starts recording: each command sent after the return is seen.
   *
   * @param uri the server's address
   * @throws IllegalStateException if the server does not allow it
   */
  public static CommandMonitor on(String uri) {
    RedisSocket marker = RedisSocket.open(uri, TIMEOUT);
    RedisSocket monitor = RedisSocket.open(uri, TIMEOUT);
    String reply = monitor.call("MONITOR");
    if (!reply.equals("+OK")) {
      marker.close();
      monitor.close();
      throw new IllegalStateException("MONITOR was refused: " + reply);
    }
    return new CommandMonitor(marker, monitor);
  }

  /** Returns whether a model that was just registered asks, on its own, about its indexes. */
  private static boolean isBackground(List<String> command) {
    return command.size() == 3
        && command.get(0).equals("HGET")
        && command.get(1).endsWith(":meta")
        && command.get(2).equals("current");
  }

  /**
   * Returns the commands since the start or the last {@link #clear()}, in the order of their
   * execution, each as its name and arguments. All that was answered before this call is in it.
   */
  public List<List<String>> commands() {
    readUpToNow();
    return List.copyOf(commands);
  }

  /**
   * Returns how much the busiest script did since the start or the last {@link #clear()}: the
   * number of commands that it called, each together with its arguments.
   */
  public int busiestScript() {
    readUpToNow();
    return calledByScripts.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Forgets what was recorded until now. */
  public void clear() {
    readUpToNow();
    commands.clear();
    calledByScripts.clear();
  }

  @Override
  public void close() {
    monitor.close();
    marker.close();
  }

  private void readUpToNow() {
    List<String> end = List.of("ECHO", UUID.randomUUID().toString());
    marker.call(end.toArray(String[]::new));
    try {
      while (true) {
        MonitorLine line = MonitorLine.parse(monitor.readLine());
        if (line.command().equals(end)) {
          return;
        }
        int last = calledByScripts.size() - 1;
        if (!line.fromScript()) {
          calledByScripts.add(0);
        } else if (last >= 0) {
          calledByScripts.set(last, calledByScripts.get(last) + line.command().size());
        }
        if (!line.fromScript() && !isBackground(line.command())) {
          commands.add(line.command());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
