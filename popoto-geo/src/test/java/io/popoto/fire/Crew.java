package io.popoto.fire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The threads of the actors. */
final class Crew {
  /** So much of a rest between two operations that the servers' cores are shared fairly. */
  private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(800);

  private final Recorder recorder;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  Crew(Recorder recorder) {
    this.recorder = recorder;
  }

  /** Lets an actor begin. */
  void add(Actor actor, List<Operation> operations) {
    Thread thread = new Thread(() -> act(actor, operations), "actor-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void act(Actor actor, List<Operation> operations) {
    while (!over) {
      Operation operation = operations.get(actor.random.nextInt(operations.size()));
      try {
        operation.run(actor);
      } catch (RuntimeException | Error e) {
        recorder.violation(operation.name() + " broke down: " + e);
      }
      LockSupport.parkNanos(REST_NANOS);
    }
  }

  /** Lets all end what they do; those who cannot are violations. */
  void end(Duration most) throws InterruptedException {
    over = true;
    long end = System.nanoTime() + most.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        StringBuilder trace = new StringBuilder("a call that does not end:");
        for (StackTraceElement element : thread.getStackTrace()) {
          trace.append("\n      at ").append(element);
        }
        recorder.violation(trace.toString());
      }
    }
  }
}
