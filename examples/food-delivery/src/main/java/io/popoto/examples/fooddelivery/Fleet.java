package io.popoto.examples.fooddelivery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.popoto.Condition;
import io.popoto.SaveOptions;
import io.popoto.async.AsyncRepository;
import io.popoto.geo.GeoPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Moves the drivers: those with an order to its restaurant and on to its customer, the others about
 * the city. Whoever moves a driver saves the place alone, so that it never undoes a claim.
 */
final class Fleet {
  private final AsyncRepository<Order> orders;
  private final AsyncRepository<Driver> drivers;
  private final double metersPerStep;
  private final Map<String, GeoPoint> strolls = new ConcurrentHashMap<>();

  Fleet(Delivery delivery, double metersPerStep) {
    this.orders = delivery.orders();
    this.drivers = delivery.drivers();
    this.metersPerStep = metersPerStep;
  }

  /** Moves everybody once. */
  CompletableFuture<Void> step() {
    CompletableFuture<List<Order>> underway =
        orders
            .query()
            .filter("status__in", List.of("assigned", "collected"))
            .with("restaurant", "customer", "driver")
            .all();
    CompletableFuture<List<Driver>> free = drivers.query().filter("active", true).all();
    return CompletableFuture.allOf(underway, free)
        .thenCompose(
            both ->
                CompletableFuture.allOf(
                    Stream.concat(
                            underway.join().stream().map(this::deliver),
                            free.join().stream().map(this::stroll))
                        .toArray(CompletableFuture[]::new)));
  }

  private CompletableFuture<?> deliver(Order order) {
    Optional<Driver> driver = order.driver.loaded();
    Optional<GeoPoint> goal =
        order.status.equals("assigned")
            ? order.restaurant.loaded().map(restaurant -> restaurant.location)
            : order.customer.loaded().map(customer -> customer.address);
    if (driver.isEmpty() || goal.isEmpty()) {
      return completedFuture(null);
    }
    return driver.get().location.distanceTo(goal.get()).meters() < 1
        ? arrive(order, driver.get())
        : move(driver.get(), goal.get(), metersPerStep);
  }

  // tag::arrive[]
  private CompletableFuture<?> arrive(Order order, Driver driver) {
    Condition unchanged = Condition.of("status", order.status);
    boolean delivered = order.status.equals("collected");
    order.status = delivered ? "delivered" : "collected";
    return Claim.won(orders.save(order, SaveOptions.only("status", "updatedAt").onlyIf(unchanged)))
        .thenCompose(mine -> mine && delivered ? release(driver) : completedFuture(null));
  }

  private CompletableFuture<Driver> release(Driver driver) {
    driver.active = true;
    return drivers.save(driver, SaveOptions.only("active"));
  }

  // end::arrive[]

  private CompletableFuture<?> stroll(Driver driver) {
    GeoPoint goal = strolls.computeIfAbsent(driver.driverId, id -> anywhere());
    if (driver.location.distanceTo(goal).meters() < 1) {
      strolls.remove(driver.driverId);
    }
    return move(driver, goal, metersPerStep / 4);
  }

  private static GeoPoint anywhere() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return City.corner(random.nextInt(-5, 6), random.nextInt(-24, 25));
  }

  private CompletableFuture<Driver> move(Driver driver, GeoPoint goal, double meters) {
    driver.location = City.towards(driver.location, goal, meters);
    return drivers.save(driver, SaveOptions.only("location"));
  }
}
