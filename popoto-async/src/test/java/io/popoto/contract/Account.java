package io.popoto.contract;

import io.popoto.annotation.Model;
import io.popoto.annotation.UniqueKeyField;

/** A model whose unique field is its key. */
@Model
class Account {
  @UniqueKeyField String email;
  long balance;

  Account() {}

  Account(String email, long balance) {
    this.email = email;
    this.balance = balance;
  }
}
