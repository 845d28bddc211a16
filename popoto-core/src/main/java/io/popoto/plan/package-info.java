/** Compiled calls as pure data. */
@NullMarked
package io.popoto.plan;

import org.jspecify.annotations.NullMarked;
