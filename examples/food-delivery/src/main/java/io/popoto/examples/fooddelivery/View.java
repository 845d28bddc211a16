package io.popoto.examples.fooddelivery;

import io.popoto.Hit;
import io.popoto.geo.Distance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What the service says in JSON. */
final class View {
  /** Writes these, with names like {@code order_id}. */
  static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private View() {}

  /** Why a request was refused. */
  record Refusal(String reason) {}

  /** An order that has just been placed. */
  record Placed(String orderId, String status, double total) {}

  record RestaurantView(
      String name,
      String cuisine,
      double rating,
      double lat,
      double lon,
      @Nullable Long distanceM) {
    static RestaurantView of(Restaurant it) {
      return new RestaurantView(
          it.name, it.cuisine, it.rating, it.location.latitude(), it.location.longitude(), null);
    }

    static RestaurantView of(Hit<Restaurant, Distance> hit) {
      RestaurantView it = of(hit.entity());
      return new RestaurantView(it.name, it.cuisine, it.rating, it.lat, it.lon, meters(hit));
    }
  }

  record CustomerView(String username, String name, double lat, double lon) {
    static CustomerView of(Customer it) {
      return new CustomerView(it.username, it.name, it.address.latitude(), it.address.longitude());
    }
  }

  record DriverView(
      String driverId,
      String name,
      double rating,
      boolean active,
      double lat,
      double lon,
      @Nullable Long distanceM) {
    static DriverView of(Driver it) {
      return new DriverView(
          it.driverId,
          it.name,
          it.rating,
          it.active,
          it.location.latitude(),
          it.location.longitude(),
          null);
    }

    static DriverView of(Hit<Driver, Distance> hit) {
      DriverView it = of(hit.entity());
      return new DriverView(
          it.driverId, it.name, it.rating, it.active, it.lat, it.lon, meters(hit));
    }
  }

  /** An order that was loaded with everything that it refers to. */
  record OrderView(
      String orderId,
      String status,
      double total,
      @Nullable String customer,
      @Nullable String restaurant,
      @Nullable String driver,
      @Nullable String driverId,
      Instant createdAt) {
    static OrderView of(Order it) {
      return new OrderView(
          it.orderId,
          it.status,
          it.total,
          it.customer.loaded().map(customer -> customer.username).orElse(null),
          it.restaurant.loaded().map(restaurant -> restaurant.name).orElse(null),
          it.driver.loaded().map(driver -> driver.name).orElse(null),
          it.driver.loaded().map(driver -> driver.driverId).orElse(null),
          it.createdAt);
    }
  }

  /** How the city looks: enough to draw its streets. */
  record CityView(
      double lat,
      double lon,
      double bearing,
      double avenueM,
      double streetM,
      double halfWidthM,
      double halfLengthM,
      List<City.Park> parks) {
    static final CityView CITY =
        new CityView(
            City.CENTRE.latitude(),
            City.CENTRE.longitude(),
            City.BEARING,
            City.AVENUE,
            City.STREET,
            City.HALF_WIDTH,
            City.HALF_LENGTH,
            City.PARKS);
  }

  /** Everything that a page shows, for one that has just been opened or has missed something. */
  record Picture(
      CityView city,
      List<RestaurantView> restaurants,
      List<CustomerView> customers,
      List<DriverView> drivers,
      List<OrderView> orders) {}

  /** What a customer sees first. */
  record HomeView(
      List<RestaurantView> restaurants, List<DriverView> drivers, String plan, double tookMs) {}

  private static @Nullable Long meters(Hit<?, Distance> hit) {
    Distance distance = hit.value();
    return distance == null ? null : Math.round(distance.meters());
  }
}
