package io.popoto.examples.fooddelivery;

import io.popoto.Update;
import io.popoto.async.AsyncRepository;
import io.popoto.geo.GeoPoint;
import java.util.List;

/** Writes many records with few round trips. */
final class BulkOperations {
  private final Delivery delivery;
  private final AsyncRepository<Restaurant> restaurants;

  BulkOperations(Delivery delivery) {
    this.delivery = delivery;
    this.restaurants = delivery.restaurants();
  }

  void run() {
    delivery.title("Bulk operations");
    importSome();
    closeTheWorst();
    removeClosed();
  }

  private void importSome() {
    List<Restaurant> chain =
        List.of(
            new Restaurant("Taco Stand", "Mexican", 3.9, GeoPoint.of(40.742, -73.992)),
            new Restaurant("Noodle House", "Chinese", 4.2, GeoPoint.of(40.739, -73.981)),
            new Restaurant("Curry Leaf", "Indian", 4.6, GeoPoint.of(40.744, -73.983)));
    List<Restaurant> created = restaurants.bulkCreate(chain).join();
    delivery.say("Imported " + created.size() + " restaurants");
  }

  private void closeTheWorst() {
    long closed =
        restaurants
            .bulkUpdate(restaurants.query().filter("rating__lt", 4.25), Update.set("active", false))
            .join();
    delivery.say("Closed " + closed + " restaurants with a rating below 4.25");
  }

  private void removeClosed() {
    long removed = restaurants.bulkDelete(restaurants.query().filter("active", false)).join();
    long left = restaurants.query().count().join();
    delivery.say("Removed " + removed + " closed restaurants; " + left + " are left");
  }
}
