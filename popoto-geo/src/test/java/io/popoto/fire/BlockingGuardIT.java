package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.popoto.Popoto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/**
 * Nothing of the library waits on a thread that carries bytes, replies or timeouts, and no blocking
 * call pins the thread that carries a virtual one. The JVM itself tells: its flight recorder notes
 * each park, sleep and wait, with its stack.
 */
class BlockingGuardIT {
  private static final List<String> WAITS =
      List.of("jdk.ThreadPark", "jdk.ThreadSleep", "jdk.JavaMonitorWait");

  private final SingleGround ground = SingleGround.start();
  private final World world = new World();
  private final Recorder recorder =
      new Recorder(Duration.ofMinutes(1).toNanos(), List.of(Ground.SECRET));

  @org.junit.jupiter.api.AfterEach
  void close() {
    ground.close();
  }

  private Popoto popoto() {
    return Popoto.builder()
        .uri(ground.uri())
        .namespace("guard")
        .timeout(Duration.ofSeconds(10))
        .codec(Remark.class, new RemarkCodec())
        .build();
  }

  private void work(Popoto popoto, int number) {
    Actor actor = new Actor(popoto, number % 2 == 0, world, recorder, number);
    for (int i = 0; i < 8; i++) {
      Operations.OF_WRITERS.forEach(operation -> operation.run(actor));
      Operations.OF_READERS.forEach(operation -> operation.run(actor));
    }
  }

  private void workBesideCuts(ExecutorService threads) throws Exception {
    try (Popoto popoto = popoto()) {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int number = i;
        tasks.add(Executors.callable(() -> work(popoto, number)));
      }
      List<Future<Object>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(threads.submit(task)));
      for (int i = 0; i < 5; i++) {
        ground.proxy().cutBeforeReply(3);
        Hold.millis(100);
      }
      for (Future<Object> future : futures) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<RecordedEvent> recorded(List<String> events, Callable<Void> work) throws Exception {
    Path file = Files.createTempFile("popoto", ".jfr");
    try (Recording recording = new Recording()) {
      events.forEach(
          event -> recording.enable(event).withThreshold(Duration.ZERO).withStackTrace());
      recording.start();
      work.call();
      recording.stop();
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> events.contains(event.getEventType().getName()))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  private static boolean isOurs(RecordedEvent event) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .map(RecordedFrame::getMethod)
            .anyMatch(method -> method.getType().getName().startsWith("io.popoto."));
  }

  /** Returns whether somebody waits for others to finish a short piece of work under a lock. */
  private static boolean isALock(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .map(RecordedFrame::getMethod)
        .anyMatch(
            method ->
                method.getType().getName().endsWith("locks.AbstractQueuedSynchronizer")
                    && method.getName().equals("acquire"));
  }

  private static boolean isOnAnIoThread(RecordedEvent event) {
    String name = event.getThread() == null ? "" : String.valueOf(event.getThread().getJavaName());
    return name.startsWith("lettuce-") || name.contains("timer");
  }

  @Test
  void noThreadThatCarriesRepliesWaits() throws Exception {
    List<RecordedEvent> events =
        recorded(
            WAITS,
            () -> {
              workBesideCuts(Executors.newFixedThreadPool(6));
              return null;
            });

    assertThat(events).as("waits of any thread").isNotEmpty();
    assertThat(events.stream().filter(BlockingGuardIT::isOnAnIoThread)).isNotEmpty();
    assertThat(
            events.stream()
                .filter(BlockingGuardIT::isOnAnIoThread)
                .filter(BlockingGuardIT::isOurs)
                .filter(event -> !isALock(event))
                .map(RecordedEvent::toString))
        .as("waits of ours on threads of the connections")
        .isEmpty();
    assertThat(recorder.violations()).isEmpty();
  }

  @Test
  void blockingCallsDoNotPinVirtualThreads() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "Virtual threads came with Java 21.");
    // Whoever waits for another thread to load or initialize a class is pinned, by the JVM.
    workBesideCuts(Executors.newFixedThreadPool(6));
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    List<RecordedEvent> events =
        recorded(
            List.of("jdk.VirtualThreadPinned"),
            () -> {
              workBesideCuts(threads);
              return null;
            });

    assertThat(events.stream().filter(BlockingGuardIT::isOurs).map(RecordedEvent::toString))
        .as("pinned threads")
        .isEmpty();
  }
}
