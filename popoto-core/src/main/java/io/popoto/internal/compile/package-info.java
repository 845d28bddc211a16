/** Turns conditions and writes into script calls, without I/O. */
@NullMarked
package io.popoto.internal.compile;

import org.jspecify.annotations.NullMarked;
