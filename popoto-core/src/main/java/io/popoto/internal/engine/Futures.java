package io.popoto.internal.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Futures of several results. */
final class Futures {
  private Futures() {}

  /** Returns the future of all results, in order; it fails if one does. */
  static <R> CompletableFuture<List<R>> all(List<CompletableFuture<R>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .thenApply(ignored -> futures.stream().map(CompletableFuture::join).toList());
  }
}
