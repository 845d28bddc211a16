package io.popoto.fire;

import io.popoto.PopotoBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Callbacks of the user block all threads of the completion executor. */
final class BusyExecutor implements Fault {
  private static final int THREADS = 3;

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "busy-executor");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public String name() {
    return "callbacks that block";
  }

  @Override
  public void configure(PopotoBuilder builder) {
    builder.completionExecutor(executor);
  }

  @Override
  public void strike(Scene scene) {
    for (int i = 0; i < THREADS; i++) {
      executor.execute(() -> Hold.millis(800));
    }
    Hold.millis(800);
  }
}
