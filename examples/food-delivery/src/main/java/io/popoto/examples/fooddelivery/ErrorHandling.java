package io.popoto.examples.fooddelivery;

import io.popoto.async.AsyncRepository;
import io.popoto.exception.ConflictException;
import io.popoto.exception.QueryException;
import io.popoto.geo.GeoPoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Fails in several ways. Futures fail with the exceptions that blocking calls throw. */
final class ErrorHandling {
  private final Delivery delivery;
  private final AsyncRepository<Restaurant> restaurants;

  ErrorHandling(Delivery delivery) {
    this.delivery = delivery;
    this.restaurants = delivery.restaurants();
  }

  void run() {
    delivery.title("Errors");
    takenKey();
    takenEmail();
    wrongLookup();
    oneOfThree();
  }

  private void takenKey() {
    Restaurant second = new Restaurant("Siam Garden", "Thai", 3.0, GeoPoint.of(40.7, -74.0));
    delivery.say(outcome(restaurants.create(second).thenApply(created -> created.name)));
  }

  private void takenEmail() {
    Customer other = new Customer("jane2", "jane@example.com", "Jane", GeoPoint.of(40.7, -74.0));
    delivery.say(outcome(delivery.customers().create(other).thenApply(created -> created.name)));
  }

  private void wrongLookup() {
    delivery.say(outcome(restaurants.query().filter("cuisine__gte", "Thai").count()));
  }

  // tag::siblings[]
  private void oneOfThree() {
    CompletableFuture<String> siam =
        restaurants.load("Siam Garden").thenApply(found -> found.map(r -> r.name).orElse("none"));
    CompletableFuture<String> gone =
        restaurants.load("Gone").thenApply(found -> found.map(r -> r.name).orElse("none"));
    CompletableFuture<Long> wrong = restaurants.query().filter("colour", "red").count();

    CompletableFuture.allOf(siam, gone, wrong)
        .exceptionally(oneFailed -> null)
        .thenRun(() -> List.of(siam, gone, wrong).forEach(lookup -> delivery.say(outcome(lookup))))
        .join();
  }

  private static String outcome(CompletableFuture<?> call) {
    try {
      return "Found: " + call.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ConflictException conflict) {
        return "Taken: " + conflict.getMessage();
      }
      if (e.getCause() instanceof QueryException wrong) {
        return "Wrong query: " + wrong.getMessage();
      }
      throw e;
    }
  }
  // end::siblings[]
}
