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

/**
 * Gives recent orders to drivers. Any number of workers may run at once: orders and drivers are
 * claimed by saves that Redis does only if the stored record is still free.
 */
final class OrderWorker {
  private static final Condition PENDING = Condition.of("status", "pending");
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
                    : inTurn(recent).thenCompose(n -> run().thenApply(more -> n + more)));
  }

  private CompletableFuture<Integer> inTurn(List<Order> recent) {
    CompletableFuture<Integer> assigned = completedFuture(0);
    for (Order order : recent) {
      assigned = assigned.thenCompose(n -> process(order).thenApply(done -> done ? n + 1 : n));
    }
    return assigned;
  }

  private CompletableFuture<Boolean> process(Order order) {
    order.status = "assigning";
    return Claim.won(orders.save(order, SaveOptions.only("status").onlyIf(PENDING)))
        .thenCompose(mine -> mine ? assign(order) : completedFuture(false));
  }

  private CompletableFuture<Boolean> assign(Order order) {
    return order
        .restaurant
        .loadAsync()
        .thenCompose(restaurant -> claimNearest(restaurant.orElseThrow().location))
        .thenCompose(
            driver -> {
              order.driver = driver.map(Ref::of).orElse(Ref.empty());
              order.status = driver.isPresent() ? "assigned" : "waiting";
              return orders.save(order).thenApply(saved -> driver.isPresent());
            });
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
