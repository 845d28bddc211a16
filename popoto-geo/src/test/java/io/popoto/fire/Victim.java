package io.popoto.fire;

import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.exception.PopotoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client in a process of its own, which others stop or kill at its work. */
final class Victim implements AutoCloseable {
  /** What it does. */
  enum Work {
    BULK,
    REBUILD
  }

  private static final int RECORDS = 300;

  private final Process process;

  /** Starts it; returns when it is at work. */
  Victim(Ground ground, String namespace, Work work) {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Xshare:auto",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Victim.class.getName(),
                  ground.uri(),
                  namespace,
                  work.name())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.getInputStream().read() < 0) {
        throw new IllegalStateException("The client ended with " + process.onExit().join());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends it a signal, such as STOP. */
  void signal(String name) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /**
   * Works until it is killed.
   *
   * @param arguments address, namespace and work
   */
  public static void main(String[] arguments) throws IOException {
    PopotoBuilder builder =
        Popoto.builder()
            .uri(arguments[0])
            .namespace(arguments[1])
            .timeout(Duration.ofSeconds(10))
            .codec(Remark.class, new RemarkCodec());
    try (Popoto popoto = Bed.persist(builder::build)) {
      Repository<Slot> slots = popoto.repository(Slot.class);
      slots.query().count();
      System.out.write('.');
      System.out.flush();
      for (long round = 0; ; round++) {
        try {
          work(Work.valueOf(arguments[2]), slots, round);
        } catch (PopotoException e) {
          // What fails here is what others do to the same records.
        }
      }
    }
  }

  private static void work(Work work, Repository<Slot> slots, long round) {
    if (work == Work.REBUILD) {
      slots.rebuildIndexes();
      return;
    }
    List<Slot> some = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      some.add(new Slot("victim-" + i, 1_000_000_000L + round * RECORDS + i));
    }
    slots.bulkCreate(some);
    slots.bulkDelete(some);
  }
}
