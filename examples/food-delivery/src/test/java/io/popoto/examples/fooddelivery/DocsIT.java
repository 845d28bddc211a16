package io.popoto.examples.fooddelivery;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.geo.GeoPoint;
import io.popoto.testing.RedisServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the code of the documentation runs on: a few records in a namespace of their own. */
abstract class DocsIT {
  static final GeoPoint HOME = GeoPoint.of(40.745, -73.988);

  private static final List<Class<?>> MODELS =
      List.of(
          Restaurant.class,
          Customer.class,
          Driver.class,
          Order.class,
          Menu.class,
          Reservation.class,
          Dish.class,
          Note.class,
          Shift.class);

  String namespace;
  Popoto popoto;

  /** An application with older classes of the same models. */
  Popoto older;

  Repository<Restaurant> restaurants;
  Repository<Customer> customers;
  Repository<Driver> drivers;
  Repository<Order> orders;
  Restaurant siam;
  Customer jane;

  @BeforeEach
  void connect() {
    namespace = "docs-" + UUID.randomUUID();
    popoto = Popoto.builder().uri(RedisServers.uri()).namespace(namespace).build();
    older = Popoto.builder().uri(RedisServers.uri()).namespace(namespace).build();
    restaurants = popoto.repository(Restaurant.class);
    customers = popoto.repository(Customer.class);
    drivers = popoto.repository(Driver.class);
    orders = popoto.repository(Order.class);
    siam = new Restaurant("Siam Garden", "Thai", 4.7, GeoPoint.of(40.748, -73.985));
    jane = customers.create(new Customer("foodie42", "jane@example.com", "Jane", HOME));
  }

  @AfterEach
  void remove() {
    MODELS.forEach(model -> popoto.repository(model).deleteAll());
    older.close();
    popoto.close();
  }
}
