package io.popoto.examples.fooddelivery;

import io.popoto.annotation.Model;

// tag::model[]
@Model
public class Note {
  String text;

  // end::model[]

  Note() {}

  Note(String text) {
    this.text = text;
  }
  // tag::model[]
}
// end::model[]
