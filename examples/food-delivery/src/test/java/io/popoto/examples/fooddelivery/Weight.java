package io.popoto.examples.fooddelivery;

/** A weight in whole grams. */
record Weight(int grams) {}
