package io.popoto.contract;

import io.popoto.annotation.Index;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A transfer; no two have the same ends. */
@Model(
    indexes =
        @Index(
            fields = {"fromAccount", "toAccount"},
            unique = true))
class Txn {

  @KeyField String txId;
  String fromAccount;
  String toAccount;
  int amount;

  Txn() {}

  Txn(String txId, String fromAccount, String toAccount) {
    this.txId = txId;
    this.fromAccount = fromAccount;
    this.toAccount = toAccount;
  }
}
