/** Runs script calls over Lettuce. */
@NullMarked
package io.popoto.internal.engine;

import org.jspecify.annotations.NullMarked;
