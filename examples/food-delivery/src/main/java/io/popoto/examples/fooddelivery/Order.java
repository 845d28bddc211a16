package io.popoto.examples.fooddelivery;

import io.popoto.Ref;
import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import java.time.Instant;

/**
 * What a customer wants from a restaurant. The status is {@code pending}, then {@code assigning}
 * while a worker looks for a driver, {@code waiting} if none is free, {@code assigned}, {@code
 * collected} by the driver, and {@code delivered}.
 */
// tag::model[]
@Model(orderBy = "-createdAt", ttlSeconds = 2_592_000, events = true)
public class Order {
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
// end::model[]
