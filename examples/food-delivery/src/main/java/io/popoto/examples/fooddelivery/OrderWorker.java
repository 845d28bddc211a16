package io.popoto.examples.fooddelivery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.popoto.Condition;
import io.popoto.Ref;
import io.popoto.SaveOptions;
import io.popoto.async.AsyncRepository;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import io.popoto.query.Ordering;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Gives recent orders to drivers. Any number of workers may run at once: orders and drivers are
 * claimed by saves that Redis does only if the stored record is still free.
 */
final class OrderWorker {
  private static final Condition PENDING = Condition.of("status", "pending");
  private static final Condition WAITING = Condition.of("status", "waiting");
  private static final Condition ACTIVE = Condition.of("active", true);

  private final AsyncRepository<Order> orders;
  private final AsyncRepository<Driver> drivers;

  OrderWorker(Delivery delivery) {
    this.orders = delivery.orders();
    this.drivers = delivery.drivers();
  }

  /** Works until no order is pending; returns how many it gave to a driver. */
  CompletableFuture<Integer> run() {
    return orders
        .query()
        .filter(PENDING)
        .limit(10)
        .all()
        .thenCompose(
            recent ->
                recent.isEmpty()
                    ? completedFuture(0)
                    : inTurn(recent, this::process)
                        .thenCompose(n -> run().thenApply(more -> n + more)));
  }

  /** Gives orders that found no driver to those who are free now; returns how many. */
  CompletableFuture<Integer> retryWaiting() {
    return orders
        .query()
        .filter(WAITING)
        .orderBy("createdAt")
        .limit(10)
        .all()
        .thenCompose(waiting -> inTurn(waiting, this::retry));
  }

  private static CompletableFuture<Integer> inTurn(
      List<Order> orders, Function<Order, CompletableFuture<Boolean>> work) {
    CompletableFuture<Integer> assigned = completedFuture(0);
    for (Order order : orders) {
      assigned = assigned.thenCompose(n -> work.apply(order).thenApply(done -> done ? n + 1 : n));
    }
    return assigned;
  }

  private CompletableFuture<Boolean> process(Order order) {
    order.status = "assigning";
    return Claim.won(orders.save(order, SaveOptions.only("status").onlyIf(PENDING)))
        .thenCompose(mine -> mine ? assign(order) : completedFuture(false));
  }

  private CompletableFuture<Boolean> assign(Order order) {
    return claimFor(order)
        .thenCompose(
            driver -> {
              order.driver = driver.map(Ref::of).orElse(Ref.empty());
              order.status = driver.isPresent() ? "assigned" : "waiting";
              return orders.save(order).thenApply(saved -> driver.isPresent());
            });
  }

  private CompletableFuture<Boolean> retry(Order order) {
    return claimFor(order)
        .thenCompose(
            driver -> driver.isEmpty() ? completedFuture(false) : handOver(order, driver.get()));
  }

  private CompletableFuture<Boolean> handOver(Order order, Driver driver) {
    order.driver = Ref.of(driver);
    order.status = "assigned";
    return Claim.won(orders.save(order, SaveOptions.onlyIf(WAITING)))
        .thenCompose(mine -> mine ? completedFuture(true) : release(driver));
  }

  private CompletableFuture<Boolean> release(Driver driver) {
    driver.active = true;
    return drivers.save(driver, SaveOptions.only("active")).thenApply(saved -> false);
  }

  private CompletableFuture<Optional<Driver>> claimFor(Order order) {
    return order
        .restaurant
        .loadAsync()
        .thenCompose(restaurant -> claimNearest(restaurant.orElseThrow().location));
  }

  // tag::claim[]
  private CompletableFuture<Optional<Driver>> claimNearest(GeoPoint place) {
    return drivers
        .query()
        .filter(Geo.near("location", place, Distance.kilometers(10)))
        .filter("active", true)
        .orderBy(Geo.distance("location", place), Ordering.by("-rating"))
        .first()
        .thenCompose(
            nearest ->
                nearest.isEmpty()
                    ? completedFuture(nearest)
                    : claim(nearest.get())
                        .thenCompose(
                            mine -> mine ? completedFuture(nearest) : claimNearest(place)));
  }

  private CompletableFuture<Boolean> claim(Driver driver) {
    driver.active = false;
    return Claim.won(drivers.save(driver, SaveOptions.only("active").onlyIf(ACTIVE)));
  }
  // end::claim[]
}
