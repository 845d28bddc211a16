package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.contract.Api;
import io.popoto.contract.Contract;
import io.popoto.exception.QueryException;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Restaurants, customers, drivers and their orders. */
abstract class FoodContract extends Contract {
  private static final GeoPoint HERE = GeoPoint.of(40.748, -73.985);

  FoodContract(Api api) {
    super(api);
  }

  @Test
  void createdRestaurantLiesUnderItsReadableKey() {
    Repository<Restaurant> restaurants = repository(Restaurant.class);

    Restaurant siam = restaurants.create(new Restaurant("Siam Garden", "Thai", 4.7, HERE));

    assertThat(siam.name).isEqualTo("Siam Garden");
    assertThat(restaurants.key("Siam Garden")).hasToString("Restaurant:Siam Garden");
    assertThat(RawRedis.commands().hgetall(redis.namespace() + "/Restaurant:Siam Garden"))
        .containsEntry("cuisine", "Thai")
        .containsEntry("rating", "4.7")
        .containsEntry("location", "40.748,-73.985")
        .containsEntry("active", "true");
    Restaurant loaded = restaurants.load("Siam Garden").orElseThrow();
    assertThat(loaded.cuisine).isEqualTo("Thai");
    assertThat(loaded.active).isTrue();
    assertThat(loaded.location).isEqualTo(HERE);
  }

  @Test
  void changedRatingMovesInItsIndex() {
    Repository<Restaurant> restaurants = repository(Restaurant.class);
    Restaurant bella = restaurants.create(new Restaurant("Bella Napoli", "Pizza", 4.3, HERE));

    bella.rating = 4.5;
    assertThat(restaurants.save(bella)).isSameAs(bella);

    assertThat(restaurants.load("Bella Napoli").orElseThrow().rating).isEqualTo(4.5);
    assertThat(restaurants.query().filter("rating__gte", 4.4).all()).hasSize(1);
    assertThat(restaurants.query().filter("rating__lte", 4.3).all()).isEmpty();
  }

  @Test
  void deletedRestaurantLeavesNoKey() {
    Repository<Restaurant> restaurants = repository(Restaurant.class);
    Restaurant siam = restaurants.create(new Restaurant("Siam Garden", "Thai", 4.7, HERE));

    assertThat(restaurants.delete(siam)).isTrue();
    assertThat(restaurants.delete(siam)).isFalse();

    assertThat(restaurants.load("Siam Garden")).isEmpty();
    assertThat(restaurants.query().count()).isZero();
    assertThat(RawRedis.keys(redis.namespace() + "/")).allMatch(key -> key.endsWith(":meta"));
  }

  @Test
  void newOrderIsPendingWithAnIdAndATime() {
    Order order = repository(Order.class).create(order(20));

    assertThat(order.status).isEqualTo("pending");
    assertThat(order.orderId).matches("[0-9a-f]{32}");
    assertThat(Duration.between(order.createdAt, Instant.now()).abs())
        .isLessThan(Duration.ofSeconds(5));
    long ttl = RawRedis.commands().ttl(redis.redisKey("Order:" + order.orderId));
    assertThat(ttl).isBetween(2_591_990L, 2_592_000L);
  }

  @Test
  void customerIsFoundByKeyAndByUniqueKey() {
    Repository<Customer> customers = repository(Customer.class);
    customers.create(new Customer("foodie42", "f@x"));

    assertThat(customers.load("foodie42").orElseThrow().email).isEqualTo("f@x");
    assertThat(customers.loadBy("email", "f@x").orElseThrow().username).isEqualTo("foodie42");
    assertThat(customers.loadBy("username", "foodie42")).isPresent();
    assertThatThrownBy(() -> customers.loadBy("name", "x")).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> customers.create(new Customer("other", "f@x")))
        .isExactlyInstanceOf(UniqueConstraintException.class);
  }

  @Test
  void orderLeadsToItsCustomerAndRestaurant() {
    Repository<Order> orders = repository(Order.class);
    Order order = orders.create(order(20));
    Customer customer = order.customer.loaded().orElseThrow();

    Order loaded = orders.load(order.orderId).orElseThrow();

    assertThat(loaded.restaurant.load().orElseThrow().name).isEqualTo("Siam Garden");
    assertThat(loaded.customer).isEqualTo(Ref.of(customer)).hasToString("Customer:foodie42");
    assertThat(loaded.customer.loaded()).isEmpty();
    assertThat(loaded.driver.isEmpty()).isTrue();
    assertThat(orders.query().filter("customer", customer).count()).isEqualTo(1);
  }

  @Test
  void reassignedReferencesAreFoundUnderTheNewOneOnly() {
    Repository<Order> orders = repository(Order.class);
    Order order = orders.create(order(20));
    Restaurant before = order.restaurant.loaded().orElseThrow();
    Restaurant after =
        repository(Restaurant.class).create(new Restaurant("Bella Napoli", "Pizza", 4, HERE));
    Driver driver = repository(Driver.class).create(new Driver("d", "1", 5, HERE));
    assertThat(driver.driverId).hasSize(26);

    order.restaurant = Ref.of(after);
    order.driver = Ref.of(driver);
    orders.save(order);
    assertThat(orders.query().filter("restaurant", before).count()).isZero();
    assertThat(orders.query().filter("restaurant", after).count()).isEqualTo(1);
    assertThat(orders.query().filter("driver", driver).count()).isEqualTo(1);

    order.driver = null;
    orders.save(order, SaveOptions.only("driver"));
    assertThat(orders.query().filter("driver", driver).count()).isZero();
    assertThat(orders.query().filter("driver__isnull", true).count()).isEqualTo(1);
  }

  @Test
  void orderOutlivesItsRestaurant() {
    Repository<Order> orders = repository(Order.class);
    Order order = orders.create(order(20));
    Restaurant gone = order.restaurant.loaded().orElseThrow();
    repository(Restaurant.class).delete(gone);

    Order loaded = orders.load(order.orderId).orElseThrow();
    assertThat(loaded.restaurant.load()).isEmpty();
    assertThat(orders.query().filter("restaurant", gone).all()).hasSize(1);
    loaded.total = 1;
    orders.save(loaded);
    assertThat(orders.delete(loaded)).isTrue();
  }

  @Test
  void orderNeedsCustomerAndRestaurant() {
    Repository<Order> orders = repository(Order.class);
    Order order = order(20);
    order.customer = Ref.empty();
    assertThatThrownBy(() -> orders.create(order))
        .isExactlyInstanceOf(ValidationException.class)
        .hasMessageContaining("customer");
    order.customer = null;
    assertThatThrownBy(() -> orders.create(order)).isExactlyInstanceOf(ValidationException.class);
    assertThat(orders.query().count()).isZero();
  }

  @Test
  void relationshipTakesNoText() {
    assertThatThrownBy(() -> repository(Order.class).query().filter("customer", "alice").all())
        .isExactlyInstanceOf(QueryException.class);
  }

  @Test
  void modelsOrderComesBeforeTheLimit() {
    Repository<Order> orders = repository(Order.class);
    for (int i = 0; i < 15; i++) {
      Order order = order(i);
      order.createdAt = Instant.parse("2024-01-31T00:00:00Z").minusSeconds(i);
      orders.save(order, SaveOptions.skipAutoNow());
    }

    List<Order> newest = orders.query().filter("total__gte", 0.0).limit(10).all();

    assertThat(newest)
        .extracting(order -> order.total)
        .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
    assertThat(orders.query().filter("total__gte", 10.0).first().orElseThrow().total)
        .isEqualTo(10.0);
  }

  @Test
  void orderNeverSeesOrderItem() {
    Repository<Order> orders = repository(Order.class);
    Repository<OrderItem> items = repository(OrderItem.class);
    Order order = orders.create(order(20));
    items.create(new OrderItem("x"));
    items.create(new OrderItem(order.orderId));

    assertThat(orders.query().keys()).containsExactly(orders.key(order.orderId));
    assertThat(orders.query().all()).hasSize(1);
    assertThat(orders.query().count()).isEqualTo(1);
    assertThat(items.query().count()).isEqualTo(2);
  }

  private Order order(double total) {
    Customer customer = repository(Customer.class).save(new Customer("foodie42", "f@x"));
    Restaurant siam = new Restaurant("Siam Garden", "Thai", 4.7, HERE);
    return new Order(customer, repository(Restaurant.class).save(siam), total);
  }
}
