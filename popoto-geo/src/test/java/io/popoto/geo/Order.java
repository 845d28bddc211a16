package io.popoto.geo;

import io.popoto.Ref;
import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import java.time.Instant;

/** What a customer ordered from a restaurant. */
@Model(orderBy = "-createdAt", ttlSeconds = 2_592_000)
class Order {
  @AutoKeyField String orderId;
  @Relationship Ref<Customer> customer;
  @Relationship Ref<Restaurant> restaurant;

  @Relationship(nullable = true)
  Ref<Driver> driver;

  @SortedField double total;
  @IndexedField String status = "pending";

  @DatetimeField(autoNowAdd = true)
  Instant createdAt;

  @DatetimeField(autoNow = true)
  Instant updatedAt;

  Order() {}

  Order(Customer customer, Restaurant restaurant, double total) {
    this.customer = Ref.of(customer);
    this.restaurant = Ref.of(restaurant);
    this.total = total;
  }
}
