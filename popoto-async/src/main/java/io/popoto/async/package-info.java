/** The asynchronous API: the same operations, each returning a {@code CompletableFuture}. */
@NullMarked
package io.popoto.async;

import org.jspecify.annotations.NullMarked;
