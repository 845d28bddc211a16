/** The built-in kinds of index, written on the public SPI. */
@NullMarked
package io.popoto.internal.index;

import org.jspecify.annotations.NullMarked;
