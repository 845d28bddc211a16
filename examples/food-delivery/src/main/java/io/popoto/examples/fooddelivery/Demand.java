package io.popoto.examples.fooddelivery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** Orders now and then in the name of some customer, so that the city is busy. */
final class Demand {
  private static final int MOST_OPEN = 5;

  private final Delivery delivery;

  Demand(Delivery delivery) {
    this.delivery = delivery;
  }

  /** Places an order unless many are open. */
  CompletableFuture<?> step() {
    return delivery
        .orders()
        .query()
        .exclude("status", "delivered")
        .count()
        .thenCompose(open -> open < MOST_OPEN ? order() : completedFuture(null));
  }

  private CompletableFuture<Order> order() {
    CompletableFuture<List<Customer>> customers = delivery.customers().query().all();
    CompletableFuture<List<Restaurant>> restaurants = delivery.restaurants().query().all();
    return customers
        .thenCombine(restaurants, (some, places) -> new Order(any(some), any(places), total()))
        .thenCompose(delivery.orders()::create);
  }

  private static double total() {
    return ThreadLocalRandom.current().nextInt(20, 180) / 2.0;
  }

  private static <T> T any(List<T> all) {
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }
}
