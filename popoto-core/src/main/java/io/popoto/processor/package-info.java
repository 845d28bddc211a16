/**
 * The annotation processor: a class with the fields of each model, and checks of models at compile
 * time.
 */
@NullMarked
package io.popoto.processor;

import org.jspecify.annotations.NullMarked;
