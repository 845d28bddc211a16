/** The frozen description of a model. */
@NullMarked
package io.popoto.metadata;

import org.jspecify.annotations.NullMarked;
