package io.popoto.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A sentinel, as a child process, that alone decides on the failover of one primary. It ends with
 * this JVM at the latest.
 */
public final class EmbeddedSentinel implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final String NAME = "primary";

  private final Path directory;
  private final int port;
  private final Process process;
  private final Thread shutdownHook = new Thread(this::killAndDelete, "sentinel-shutdown");

  private EmbeddedSentinel(EmbeddedRedis primary) throws IOException {
    this.directory = Files.createTempDirectory("popoto-sentinel-");
    this.port = EmbeddedRedis.freePort();
    Path configuration = directory.resolve("sentinel.conf");
    Files.write(
        configuration,
        List.of(
            "port " + port,
            "bind 127.0.0.1",
            "dir " + directory,
            "sentinel monitor %s 127.0.0.1 %d 1".formatted(NAME, primary.port()),
            "sentinel down-after-milliseconds " + NAME + " 500",
            "sentinel failover-timeout " + NAME + " 2000"));
    this.process =
        new ProcessBuilder(primary.binary().toString(), configuration.toString(), "--sentinel")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("sentinel.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /**
   * Starts a sentinel and returns once it knows the primary and so many replicas.
   *
   * @throws IllegalStateException if it does not come to know them
   */
  public static EmbeddedSentinel of(EmbeddedRedis primary, int replicas) {
    try {
      EmbeddedSentinel sentinel = new EmbeddedSentinel(primary);
      sentinel.await("status=ok,address=127.0.0.1:" + primary.port() + ",slaves=" + replicas);
      return sentinel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address by which clients find the primary. */
  public String uri() {
    return "redis-sentinel://127.0.0.1:" + port + "/0#" + NAME;
  }

  /** Waits until the sentinel takes the given server for the primary. */
  public void awaitPrimary(EmbeddedRedis server) {
    await("address=127.0.0.1:" + server.port() + ",");
  }

  /**
   * Lets the sentinel promote a replica although the primary is well, as before maintenance.
   *
   * @throws IllegalStateException if it refuses
   */
  public void failOver() {
    try (RedisSocket connection = RedisSocket.open("redis://127.0.0.1:" + port, START_TIMEOUT)) {
      String reply = connection.call("SENTINEL", "FAILOVER", NAME);
      if (!reply.equals("+OK")) {
        throw new IllegalStateException("The sentinel says " + reply);
      }
    }
  }

  private void await(String state) {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!state().contains(state)) {
      if (System.nanoTime() - deadline > 0) {
        close();
        throw new IllegalStateException("The sentinel never said " + state);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private String state() {
    try (RedisSocket connection = RedisSocket.open("redis://127.0.0.1:" + port, START_TIMEOUT)) {
      return connection.call("INFO", "sentinel");
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  /** Kills the process and removes its directory. */
  @Override
  public void close() {
    killAndDelete();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook has nothing left to do.
    }
  }

  private void killAndDelete() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    EmbeddedRedis.delete(directory);
  }
}
