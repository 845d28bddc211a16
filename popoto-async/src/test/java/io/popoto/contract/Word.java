package io.popoto.contract;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;

/** A record whose key is any text. */
@Model
class Word {

  @KeyField String text;
  @IndexedField String copy;
  @UniqueField String only;
  @SortedField String order;

  Word() {}

  Word(String text) {
    this.text = text;
    this.copy = text;
    this.only = text;
    this.order = text;
  }
}
