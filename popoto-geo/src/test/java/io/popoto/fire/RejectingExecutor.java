package io.popoto.fire;

import io.popoto.PopotoBuilder;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

/** The completion executor rejects everything for a while. */
final class RejectingExecutor implements Fault {
  private volatile boolean rejects;

  private final Executor executor =
      task -> {
        if (rejects) {
          throw new RejectedExecutionException("rejected by the bed");
        }
        ForkJoinPool.commonPool().execute(task);
      };

  @Override
  public String name() {
    return "executor that rejects";
  }

  @Override
  public void configure(PopotoBuilder builder) {
    builder.completionExecutor(executor);
  }

  @Override
  public void strike(Scene scene) {
    rejects = true;
    // What it rejects may or may not have taken effect, and long histories of that take long.
    Hold.millis(100);
    rejects = false;
  }
}
