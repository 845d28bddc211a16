package io.popoto.examples.fooddelivery;

enum Course {
  STARTER,
  MAIN,
  DESSERT
}
