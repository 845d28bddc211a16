/** Annotations that describe a model. */
@NullMarked
package io.popoto.annotation;

import org.jspecify.annotations.NullMarked;
