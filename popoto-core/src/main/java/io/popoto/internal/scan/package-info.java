/** Reads annotated classes, once, into metadata and bound fields. */
@NullMarked
package io.popoto.internal.scan;

import org.jspecify.annotations.NullMarked;
