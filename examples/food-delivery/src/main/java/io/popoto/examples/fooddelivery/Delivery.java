package io.popoto.examples.fooddelivery;

import io.popoto.Popoto;
import io.popoto.async.AsyncPopoto;
import io.popoto.async.AsyncRepository;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;

/**
 * What the steps of the program share.
 *
 * @param restaurants the restaurants
 * @param customers the customers
 * @param drivers the drivers
 * @param orders the orders
 * @param out where each step tells what it did
 */
record Delivery(
    AsyncRepository<Restaurant> restaurants,
    AsyncRepository<Customer> customers,
    AsyncRepository<Driver> drivers,
    AsyncRepository<Order> orders,
    PrintStream out) {

  static Delivery over(Popoto popoto, PrintStream out) {
    AsyncPopoto async = AsyncPopoto.of(popoto);
    return new Delivery(
        async.repository(Restaurant.class),
        async.repository(Customer.class),
        async.repository(Driver.class),
        async.repository(Order.class),
        out);
  }

  void title(String text) {
    out.println();
    out.println("== " + text);
  }

  void say(String text) {
    out.println(text);
  }

  void deleteAll() {
    CompletableFuture.allOf(
            restaurants.deleteAll(), customers.deleteAll(), drivers.deleteAll(), orders.deleteAll())
        .join();
  }
}
