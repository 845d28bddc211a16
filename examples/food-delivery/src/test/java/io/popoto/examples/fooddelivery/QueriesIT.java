package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Hit;
import io.popoto.Key;
import io.popoto.Page;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.async.AsyncPopoto;
import io.popoto.exception.QueryException;
import io.popoto.geo.Distance;
import io.popoto.geo.DistanceUnit;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import io.popoto.geo.Near;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    assertThat(rows).allMatch(row -> row.asMap().keySet().equals(Set.of("total", "status")));
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
            "  indexes have: 3 for status = pending (eq index),"
                + " 2 for total in [50.0, +inf) (sorted index)",
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

  @Test
  void goesOnByCursor() {
    // tag::cursor[]
    Query<Order> dearest = orders.query().orderBy("-total").limit(2);
    Page<Order> page = dearest.page();
    List<Order> seen = new ArrayList<>(page.items());
    while (page.next().isPresent()) {
      page = dearest.after(page.next().get()).page();
      seen.addAll(page.items());
    }
    // end::cursor[]
    assertThat(seen).extracting(order -> order.total).containsExactly(95.5, 62.0, 18.5);
    Page<Order> first = dearest.page();
    assertThatThrownBy(() -> orders.query().after(first.next().orElseThrow()).all())
        .isInstanceOf(QueryException.class);
  }

  @Test
  void streams() {
    // tag::stream[]
    double sum;
    try (Stream<Order> all = orders.query().filter("status", "pending").orderBy("total").stream()) {
      sum = all.mapToDouble(order -> order.total).sum();
    }
    // end::stream[]
    assertThat(sum).isEqualTo(176.0);
    // tag::publisher[]
    Totals totals = new Totals();
    AsyncPopoto.of(popoto).repository(Order.class).query().orderBy("total").stream()
        .subscribe(totals);
    // end::publisher[]
    assertThat(totals.sum.join()).isEqualTo(176.0);
    assertThatThrownBy(() -> orders.query().orderBy("status").stream())
        .isInstanceOf(QueryException.class);
  }

  @Test
  void readsPartsOfRecords() {
    // tag::as[]
    List<OrderLine> lines = orders.query().orderBy("-total").as(OrderLine.class).all();
    // end::as[]
    assertThat(lines).extracting(OrderLine::total).containsExactly(95.5, 62.0, 18.5);
  }

  @Test
  void followsRelationships() {
    // tag::with[]
    List<Order> withPeople = orders.query().with("customer", "restaurant").all();
    for (Order order : withPeople) {
      Optional<Customer> customer = order.customer.loaded(); // does not ask Redis
      assertThat(customer).isPresent();
    }
    // end::with[]
    // tag::related[]
    List<Order> fromThai = orders.query().filter("restaurant__rating__gte", 4.5).all();
    List<Order> ofJane = orders.query().filter("customer__email", "jane@example.com").all();
    // end::related[]
    assertThat(withPeople).hasSize(3);
    assertThat(fromThai).hasSize(3);
    assertThat(ofJane).hasSize(3);
    assertThatThrownBy(() -> orders.query().filter("restaurant__cuisine__gt", "A").all())
        .isInstanceOf(QueryException.class);
  }

  @Test
  void findsTags() {
    Repository<Dish> dishes = popoto.repository(Dish.class);
    Dish curry = new Dish("Siam Garden", "Green Curry");
    curry.tags = Set.of("hot", "vegan");
    curry.spiciness = 3;
    dishes.bulkCreate(List.of(curry, new Dish("Siam Garden", "Pad Thai")));
    // tag::tags[]
    List<Dish> vegan = dishes.query().filter("tags__contains", "vegan").all();
    List<Dish> either = dishes.query().filter("tags__any", List.of("vegan", "raw")).all();
    List<Dish> both = dishes.query().filter("tags__all", List.of("vegan", "hot")).all();
    // end::tags[]
    assertThat(vegan).hasSize(1);
    assertThat(either).hasSize(1);
    assertThat(both).hasSize(1);
    assertThat(dishes.query().countBy("tags")).isEqualTo(Map.of("hot", 1L, "vegan", 1L));
    assertThat(dishes.query().orderBy("spiciness").all())
        .extracting(dish -> dish.title)
        .containsExactly("Pad Thai", "Green Curry");
  }

  @Test
  void summarises() {
    // tag::summary[]
    Query<Order> pending = orders.query().filter("status", "pending");
    Optional<Object> least = pending.min("total");
    Optional<Object> most = pending.max("total");
    List<Object> states = orders.query().distinct("status");
    Map<Object, Long> byState = orders.query().countBy("status");
    Optional<Order> cheapest = pending.orderBy("-total").last();
    // end::summary[]
    assertThat(least).contains(18.5);
    assertThat(most).contains(95.5);
    assertThat(states).containsExactly("pending");
    assertThat(byState).isEqualTo(Map.of("pending", 3L));
    assertThat(cheapest.orElseThrow().total).isEqualTo(18.5);
  }

  @Test
  void hasATimeoutOfItsOwn() {
    // tag::timeout[]
    long all = orders.query().timeout(Duration.ofSeconds(30)).count();
    // end::timeout[]
    assertThat(all).isEqualTo(3);
  }
}
