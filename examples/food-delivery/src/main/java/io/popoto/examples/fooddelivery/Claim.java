package io.popoto.examples.fooddelivery;

import io.popoto.exception.ConflictException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Saves that several may try and one succeeds with. */
final class Claim {
  private Claim() {}

  // tag::claim[]
  /** Returns whether the save went through; false if its condition did not hold any more. */
  static CompletableFuture<Boolean> won(CompletableFuture<?> save) {
    return save.handle(
        (saved, failure) -> {
          if (failure == null) {
            return true;
          }
          if (failure instanceof ConflictException) {
            return false;
          }
          throw new CompletionException(failure);
        });
  }
  // end::claim[]
}
