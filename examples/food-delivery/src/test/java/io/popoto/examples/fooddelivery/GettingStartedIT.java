package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.async.AsyncPopoto;
import io.popoto.async.AsyncRepository;
import io.popoto.exception.ConflictException;
import io.popoto.exception.MappingException;
import io.popoto.exception.UnavailableException;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GettingStartedIT extends DocsIT {
  @Test
  void connects() {
    String uri = RedisServers.uri();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      // tag::connect[]
      Popoto popoto =
          Popoto.builder()
              .uri(uri)
              .namespace("staging")
              .timeout(Duration.ofSeconds(2))
              .completionExecutor(executor)
              .build();
      // end::connect[]
      assertThat(popoto.checkConnection()).isTrue();
      popoto.close();
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void storesAndFindsRecords() {
    // tag::save[]
    Restaurant siam = restaurants.create(this.siam);
    siam.rating = 4.8;
    restaurants.save(siam);

    Optional<Restaurant> found = restaurants.load("Siam Garden");
    Key<Restaurant> key = restaurants.key("Siam Garden");
    boolean there = restaurants.exists(key);
    boolean deleted = restaurants.delete(siam);
    // end::save[]
    assertThat(found.orElseThrow().rating).isEqualTo(4.8);
    assertThat(key).hasToString("Restaurant:Siam Garden");
    assertThat(there).isTrue();
    assertThat(deleted).isTrue();
    assertThat(restaurants.load(key)).isEmpty();
  }

  @Test
  void showsOneQuery() {
    restaurants.create(siam);
    // tag::query[]
    List<Restaurant> good =
        restaurants
            .query()
            .filter("rating__gte", 4.5)
            .filter(Geo.near("location", HOME, Distance.kilometers(10)))
            .orderBy("-rating")
            .limit(10)
            .all();
    // end::query[]
    assertThat(good).extracting(restaurant -> restaurant.name).containsExactly("Siam Garden");
  }

  @Test
  void recordsAreModels() {
    // tag::record[]
    Repository<Reservation> reservations = popoto.repository(Reservation.class);
    reservations.create(new Reservation("Siam Garden", "foodie42", 4));

    Reservation table = reservations.load("Siam Garden", "foodie42").orElseThrow();
    long atSiam = reservations.query().filter("restaurant", "Siam Garden").count();
    // end::record[]
    assertThat(table.partySize()).isEqualTo(4);
    assertThat(atSiam).isEqualTo(1);
    assertThat(reservations.key(table)).hasToString("Reservation:Siam Garden:foodie42");
  }

  @Test
  void followsReferences() {
    Order order = orders.create(new Order(jane, restaurants.create(siam), 42));
    // tag::reference[]
    Order found = orders.load(order.orderId).orElseThrow();
    Optional<Key<Customer>> who = found.customer.key();
    Optional<Customer> customer = found.customer.load();
    List<Order> hers = orders.query().filter("customer", jane).all();
    found.driver = Ref.empty();
    // end::reference[]
    assertThat(who.orElseThrow()).hasToString("Customer:foodie42");
    assertThat(customer.orElseThrow().name).isEqualTo("Jane");
    assertThat(hers).hasSize(1);
    assertThat(found.createdAt).isEqualTo(order.createdAt);
  }

  @Test
  void hasAnAsynchronousSide() {
    // tag::async[]
    AsyncPopoto async = AsyncPopoto.of(popoto);
    AsyncRepository<Restaurant> restaurants = async.repository(Restaurant.class);

    CompletableFuture<Double> rating =
        restaurants
            .create(siam)
            .thenCompose(created -> restaurants.load("Siam Garden"))
            .thenApply(found -> found.orElseThrow().rating);
    // end::async[]
    assertThat(rating.join()).isEqualTo(4.7);
  }

  @Test
  void tellsFailuresApart() {
    restaurants.create(siam);
    Restaurant second = new Restaurant("Siam Garden", "Thai", 3.9, HOME);
    // tag::errors[]
    String outcome;
    try {
      restaurants.create(second);
      outcome = "created";
    } catch (ConflictException taken) {
      outcome = "there is one already";
    } catch (UnavailableException unavailable) {
      outcome = unavailable.outcomeUnknown() ? "may have been created" : "was not created";
    }
    // end::errors[]
    assertThat(outcome).isEqualTo("there is one already");
    assertThatThrownBy(() -> popoto.repository(String.class)).isInstanceOf(MappingException.class);
  }
}
