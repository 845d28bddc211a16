package io.popoto.docs.metamodel;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A model of the examples. */
@Model
public class Customer {
  @KeyField String username;
  String name;

  Customer() {}

  /** Creates a customer. */
  public Customer(String username, String name) {
    this.username = username;
    this.name = name;
  }
}
