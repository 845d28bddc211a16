package io.popoto.examples.fooddelivery;

import io.popoto.Key;
import io.popoto.async.AsyncQuery;
import io.popoto.async.AsyncRepository;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds records, or only their number or their keys. */
final class QueryMethods {
  private final Delivery delivery;
  private final AsyncRepository<Restaurant> restaurants;
  private final AsyncRepository<Order> orders;

  QueryMethods(Delivery delivery) {
    this.delivery = delivery;
    this.restaurants = delivery.restaurants();
    this.orders = delivery.orders();
  }

  void run() {
    delivery.title("Queries");
    get();
    filter();
    all();
    count();
    keys();
    getMany();
    explain();
  }

  private void get() {
    Optional<Customer> jane =
        delivery.customers().query().filter("email", "jane@example.com").get().join();
    delivery.say("The customer of jane@example.com: " + jane.orElseThrow().username);
  }

  private void filter() {
    List<Order> big = orders.query().filter("total__gte", 50.0).orderBy("-total").all().join();
    delivery.say("Orders of 50 or more: " + big.stream().map(order -> order.total).toList());
  }

  private void all() {
    List<Restaurant> best = restaurants.query().orderBy("-rating").all().join();
    delivery.say("All restaurants, the best first: " + names(best));
  }

  private void count() {
    CompletableFuture<Long> big = orders.query().filter("total__gte", 50.0).count();
    CompletableFuture<Long> every = orders.query().count();
    delivery.say(big.join() + " of " + every.join() + " orders are of 50 or more");
  }

  private void keys() {
    List<Key<Restaurant>> keys = restaurants.query().keys().join();
    delivery.say("Keys, nothing loaded: " + keys);
  }

  private void getMany() {
    List<Key<Restaurant>> keys =
        List.of(
            restaurants.key("Siam Garden"),
            restaurants.parseKey("Restaurant:Gone"),
            restaurants.key("Bella Napoli"));
    List<Optional<Restaurant>> inOrder = restaurants.getMany(keys).join();
    List<Restaurant> present = restaurants.getManyPresent(keys).join();
    delivery.say(
        "Looked up 3 keys: "
            + inOrder.stream().map(found -> found.map(r -> r.name).orElse("none")).toList()
            + "; present: "
            + names(present));
  }

  private void explain() {
    AsyncQuery<Order> query =
        orders.query().filter("status", "pending").filter("total__gte", 50.0).orderBy("-total");
    delivery.say("How the pending orders of 50 or more are found:");
    delivery.say(query.limit(10).explain().join().indent(2).stripTrailing());
  }

  private static List<String> names(List<Restaurant> restaurants) {
    return restaurants.stream().map(restaurant -> restaurant.name).toList();
  }
}
