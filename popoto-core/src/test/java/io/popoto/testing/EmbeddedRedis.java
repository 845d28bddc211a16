package io.popoto.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real {@code redis-server} as a child process on a free port of the loopback interface. It keeps
 * nothing on disk and ends with this JVM at the latest.
 *
 * <p>One thread at a time may control it.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(2);
  private static final int START_ATTEMPTS = 5;

  private final Path binary;
  private final List<String> extraArguments;
  private final Path directory;
  private final int port;
  private final Thread shutdownHook = new Thread(this::killAndDelete, "embedded-redis-shutdown");
  private volatile Process process;

  private EmbeddedRedis(Path binary, int port, List<String> extraArguments) throws IOException {
    this.binary = binary;
    this.port = port;
    this.extraArguments = extraArguments;
    this.directory = Files.createTempDirectory("popoto-redis-data-");
    try {
      this.process = launch();
    } catch (RuntimeException | IOException e) {
      deleteDirectory();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /** Returns whether the class path has a server for this platform. */
  public static boolean isAvailable() {
    return RedisBinary.isAvailable();
  }

  /**
   * Starts the server of the class path and returns once it answers.
   *
   * @param extraArguments appended to the command line, such as {@code "--maxmemory", "1mb"}
   * @throws IllegalStateException if there is none for this platform, or it does not come up
   */
  public static EmbeddedRedis start(String... extraArguments) {
    return start(RedisBinary.path(), extraArguments);
  }

  /**
   * Starts a given {@code redis-server} or {@code valkey-server} and returns once it answers.
   *
   * @param binary the executable
   * @param extraArguments appended to the command line
   * @throws IllegalStateException if it does not come up
   */
  public static EmbeddedRedis start(Path binary, String... extraArguments) {
    IllegalStateException failure = null;
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        return new EmbeddedRedis(binary, freePort(), List.of(extraArguments));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot start " + binary, e);
      } catch (IllegalStateException e) {
        // Another process may have taken the port since it was found free.
        failure = e;
      }
    }
    throw failure;
  }

  /** Returns the address, such as {@code redis://127.0.0.1:40123}. */
  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Returns the port, which stays the same over {@link #restart()}. */
  public int port() {
    return port;
  }

  /** Returns the executable. */
  Path binary() {
    return binary;
  }

  /** Returns whether the process runs; a paused one does. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Kills the server with SIGKILL and waits for its end. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the process with SIGSTOP: connections stay open, and nothing answers. */
  public void pause() {
    signal("STOP");
  }

  /** Lets a paused process go on. */
  public void resume() {
    signal("CONT");
  }

  /** Kills the server if it runs, starts it empty on the same port, and waits until it answers. */
  public void restart() {
    kill();
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + binary, e);
    }
  }

  /**
   * Leaves it to the caller to close the server before this JVM ends, for one that still needs it
   * in a shutdown hook: all hooks run at the same time.
   *
   * @return this
   */
  public EmbeddedRedis closedByCaller() {
    removeShutdownHook();
    return this;
  }

  /** Kills the server and removes its directory. */
  @Override
  public void close() {
    killAndDelete();
    removeShutdownHook();
  }

  private void removeShutdownHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook has nothing left to do.
    }
  }

  private Process launch() throws IOException {
    Path log = directory.resolve("server.log");
    Process started =
        new ProcessBuilder(commandLine())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      awaitAnswer(started, log);
    } catch (RuntimeException | IOException e) {
      started.destroyForcibly();
      throw e;
    }
    return started;
  }

  private List<String> commandLine() {
    List<String> command = new ArrayList<>();
    command.add(binary.toAbsolutePath().toString());
    command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", directory.toString()));
    command.addAll(extraArguments);
    return command;
  }

  private void awaitAnswer(Process started, Path log) throws IOException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "%s did not answer on port %d. Its output:%n%s"
                .formatted(binary, port, Files.readString(log)));
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    if (!started.isAlive()) {
      throw new IllegalStateException("Port " + port + " belongs to another server");
    }
  }

  private boolean answers() {
    try (RedisSocket connection = RedisSocket.open(uri(), START_TIMEOUT)) {
      String reply = connection.call("PING");
      return reply.equals("+PONG") || reply.startsWith("-NOAUTH");
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private void signal(String name) {
    try {
      // The shell's own kill: the program of that name is missing in small containers.
      Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("Cannot send SIG" + name + " to " + process.pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void killAndDelete() {
    kill();
    deleteDirectory();
  }

  private void deleteDirectory() {
    delete(directory);
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a port of the loopback interface that nobody listens on just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
