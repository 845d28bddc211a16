package io.popoto.internal.engine;

/** Knows the threads that carry commands, replies and timeouts, which must never wait. */
final class IoThreads {
  private static final ThreadLocal<Boolean> MARKED = new ThreadLocal<>();

  private IoThreads() {}

  /** Remembers the current thread, whatever its name: shared resources bring threads of theirs. */
  static void mark() {
    if (MARKED.get() == null) {
      MARKED.set(true);
    }
  }

  /**
   * Refuses to wait on such a thread.
   *
   * @throws IllegalStateException if the current thread is one
   */
  static void refuseToWait() {
    if (MARKED.get() != null) {
      throw new IllegalStateException(
          "A blocking call on the Redis I/O thread "
              + Thread.currentThread().getName()
              + " would wait for itself. Use the asynchronous twin, or run callbacks on another"
              + " executor: PopotoBuilder.completionExecutor.");
    }
  }
}
