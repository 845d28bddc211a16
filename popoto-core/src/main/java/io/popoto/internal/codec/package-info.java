/** How values become stored text and back. */
@NullMarked
package io.popoto.internal.codec;

import org.jspecify.annotations.NullMarked;
