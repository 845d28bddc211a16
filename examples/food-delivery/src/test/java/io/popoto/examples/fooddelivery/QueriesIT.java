package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Hit;
import io.popoto.Key;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.exception.QueryException;
import io.popoto.geo.Distance;
import io.popoto.geo.DistanceUnit;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import io.popoto.geo.Near;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueriesIT extends DocsIT {
  @BeforeEach
  void fill() {
    restaurants.create(siam);
    restaurants.create(new Restaurant("Bella Napoli", "Italian", 4.3, GeoPoint.of(40.75, -73.99)));
    restaurants.create(new Restaurant("Tokyo Bowl", "Japanese", 4.8, GeoPoint.of(40.64, -74.18)));
    for (double total : List.of(18.5, 62.0, 95.5)) {
      orders.create(new Order(jane, siam, total));
    }
  }

  @Test
  void filters() {
    // tag::filter[]
    List<Order> big = orders.query().filter("status", "pending").filter("total__gte", 50.0).all();
    List<Restaurant> some =
        restaurants.query().filter("name__in", List.of("Siam Garden", "Bella Napoli")).all();
    List<Order> middle = orders.query().filter("total__between", List.of(50.0, 90.0)).all();
    List<Restaurant> notThai = restaurants.query().exclude("cuisine", "Thai").all();
    List<Order> unassigned = orders.query().filter("driver__isnull", true).all();
    // end::filter[]
    assertThat(big).hasSize(2);
    assertThat(some).hasSize(2);
    assertThat(middle).extracting(order -> order.total).containsExactly(62.0);
    assertThat(notThai).hasSize(2);
    assertThat(unassigned).hasSize(3);
  }

  @Test
  void combinesConditions() {
    // tag::conditions[]
    Condition urgent =
        Condition.of("total__gte", 90.0)
            .or(Condition.of("status", "pending").and(Condition.of("driver__isnull", true)));
    List<Order> first = orders.query().filter(urgent).all();
    List<Order> others = orders.query().filter(urgent.not()).all();
    // end::conditions[]
    assertThat(first).hasSize(3);
    assertThat(others).isEmpty();
  }

  @Test
  void refusesWhatDoesNotFitTheModel() {
    // tag::refused[]
    assertThatThrownBy(() -> orders.query().filter("totl__gte", 50.0))
        .isInstanceOf(QueryException.class);
    // end::refused[]
  }

  @Test
  void ordersAndPages() {
    // tag::pages[]
    Query<Order> dearest = orders.query().orderBy("-total");
    List<Order> firstPage = dearest.limit(2).all();
    List<Order> secondPage = dearest.limit(2).offset(2).all();
    List<Restaurant> byKitchen = restaurants.query().orderBy("cuisine", "-rating").all();
    // end::pages[]
    assertThat(firstPage).extracting(order -> order.total).containsExactly(95.5, 62.0);
    assertThat(secondPage).extracting(order -> order.total).containsExactly(18.5);
    assertThat(byKitchen)
        .extracting(restaurant -> restaurant.cuisine)
        .containsExactly("Italian", "Japanese", "Thai");
  }

  @Test
  void answersInManyWays() {
    // tag::answers[]
    Query<Order> big = orders.query().filter("total__gte", 50.0);
    List<Order> all = big.all();
    Optional<Order> dearest = big.orderBy("-total").first();
    Optional<Order> only = orders.query().filter("total__gte", 90.0).get();
    List<Key<Order>> keys = big.keys();
    long count = big.count();
    boolean any = big.exists();
    List<Row> rows = big.values("total", "status").all();
    // end::answers[]
    assertThat(all).hasSize(2);
    assertThat(dearest.orElseThrow().total).isEqualTo(95.5);
    assertThat(only.orElseThrow().total).isEqualTo(95.5);
    assertThat(keys).hasSize(2);
    assertThat(count).isEqualTo(2);
    assertThat(any).isTrue();
    assertThat(rows)
        .allMatch(row -> row.asMap().keySet().equals(java.util.Set.of("total", "status")));
    assertThatThrownBy(big::get).isInstanceOf(QueryException.class);
  }

  @Test
  void readsKnownKeysAtOnce() {
    // tag::many[]
    List<Key<Restaurant>> keys =
        List.of(restaurants.key("Siam Garden"), restaurants.parseKey("Restaurant:Gone"));
    List<Optional<Restaurant>> inOrder = restaurants.getMany(keys);
    List<Restaurant> present = restaurants.getManyPresent(keys);
    // end::many[]
    assertThat(inOrder).hasSize(2).last().isEqualTo(Optional.empty());
    assertThat(present).hasSize(1);
  }

  @Test
  void findsWhatIsNear() {
    // tag::geo[]
    Condition near = Geo.near("location", HOME, Distance.kilometers(10));
    List<Hit<Restaurant, Distance>> hits =
        restaurants
            .query()
            .filter(near)
            .orderBy(Geo.distance("location", HOME))
            .withValue(Geo.distance("location", HOME))
            .all();
    long inBox =
        restaurants
            .query()
            .filter(Geo.box("location", HOME, Distance.kilometers(4), Distance.kilometers(4)))
            .count();
    long inMiles =
        restaurants.query().filter("location__near", Near.of(HOME, 5, DistanceUnit.MILES)).count();
    // end::geo[]
    assertThat(hits)
        .extracting(hit -> hit.entity().name)
        .containsExactly("Siam Garden", "Bella Napoli");
    assertThat(Objects.requireNonNull(hits.get(0).value()).meters()).isBetween(400.0, 430.0);
    assertThat(inBox).isEqualTo(2);
    assertThat(inMiles).isEqualTo(2);
  }

  @Test
  void explains() {
    // tag::explain[]
    String plan =
        orders
            .query()
            .filter("status", "pending")
            .filter("total__gte", 50.0)
            .orderBy("-total")
            .limit(10)
            .explain();
    // end::explain[]
    assertThat(plan.lines())
        .containsExactly(
            "Order: status = pending (eq index) and total in [50.0, +inf) (sorted index)",
            "  order: total descending (sorted index)",
            "  driven by: order sorted:total, 2 candidates",
            "  examined: 2, returned: 2, round trips: 1");
  }

  @Test
  void asksForThePartition() {
    Repository<Menu> menus = popoto.repository(Menu.class);
    menus.create(new Menu("s1", "Siam Garden", "Lunch", "12.50"));
    menus.create(new Menu("s2", "Siam Garden", "Dinner", "29.90"));
    menus.create(new Menu("t1", "Tokyo Bowl", "Lunch", "14.00"));
    // tag::partition[]
    List<Menu> cheap =
        menus.query().filter("restaurant", "Siam Garden").filter("price__lt", 20).all();
    // end::partition[]
    assertThat(cheap).extracting(menu -> menu.code).containsExactly("s1");
    assertThatThrownBy(() -> menus.query().filter("price__lt", 20).all())
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("restaurant");
  }
}
