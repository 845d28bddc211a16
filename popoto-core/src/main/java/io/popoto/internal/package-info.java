/** What all parts of the library share. */
@NullMarked
package io.popoto.internal;

import org.jspecify.annotations.NullMarked;
