/** A food delivery service: its models, and a program that does what such a service does. */
@NullMarked
package io.popoto.examples.fooddelivery;

import org.jspecify.annotations.NullMarked;
