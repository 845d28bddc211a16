package io.popoto.docs.metamodel;

import io.popoto.Ref;
import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import java.time.Instant;

/** A model of the examples. */
// tag::model[]
@Model
public class Order {
  @AutoKeyField String orderId;
  @Relationship Ref<Customer> customer;
  @SortedField double total;
  @IndexedField String status = "pending";

  @DatetimeField(autoNowAdd = true)
  Instant createdAt;

  String note;

  Order() {}

  public Order(Ref<Customer> customer, double total, String status) {
    this.customer = customer;
    this.total = total;
    this.status = status;
  }
}
// end::model[]
