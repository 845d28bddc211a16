package io.popoto.internal.engine;

/** Knows the threads on which Redis replies arrive, which must never wait. */
final class IoThreads {
  private static final ThreadLocal<Boolean> MARKED = new ThreadLocal<>();

  private IoThreads() {}

  /** Remembers the current thread if replies arrive on it. */
  static void mark() {
    if (MARKED.get() == null) {
      MARKED.set(Thread.currentThread().getName().startsWith("lettuce-"));
    }
  }

  /**
   * Refuses to wait on such a thread.
   *
   * @throws IllegalStateException if the current thread is one
   */
  static void refuseToWait() {
    Boolean marked = MARKED.get();
    if (marked == null
        ? Thread.currentThread().getName().startsWith("lettuce-")
        : marked.booleanValue()) {
      throw new IllegalStateException(
          "A blocking call on the Redis I/O thread "
              + Thread.currentThread().getName()
              + " would wait for itself. Use the asynchronous twin, or run callbacks on another"
              + " executor: PopotoBuilder.completionExecutor.");
    }
  }
}
