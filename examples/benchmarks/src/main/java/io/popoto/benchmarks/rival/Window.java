package io.popoto.benchmarks.rival;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

/** Calls in flight; adding one more than allowed waits for the oldest. */
final class Window {
  private final int most;
  private final Deque<CompletionStage<?>> calls = new ArrayDeque<>();

  Window(int most) {
    this.most = most;
  }

  void add(CompletionStage<?> call) {
    if (calls.size() == most) {
      awaitOldest();
    }
    calls.add(call);
  }

  void await() {
    while (!calls.isEmpty()) {
      awaitOldest();
    }
  }

  private void awaitOldest() {
    calls.remove().toCompletableFuture().join();
  }
}
