/** Places, distances and areas: geographic points as fields of a model, and what is near them. */
@NullMarked
package io.popoto.geo;

import org.jspecify.annotations.NullMarked;
