package io.popoto.examples.fooddelivery;

import io.popoto.async.AsyncRepository;
import io.popoto.geo.GeoPoint;
import java.util.Optional;

/** Creates, saves, deletes and loads single records. */
final class ModelMethods {
  private final Delivery delivery;
  private final AsyncRepository<Restaurant> restaurants;

  ModelMethods(Delivery delivery) {
    this.delivery = delivery;
    this.restaurants = delivery.restaurants();
  }

  void run() {
    delivery.title("Single records");
    create();
    save();
    delete();
    load();
  }

  private void create() {
    GeoPoint corner = GeoPoint.of(40.748, -73.985);
    Restaurant siam = restaurants.create(new Restaurant("Siam Garden", "Thai", 4.7, corner)).join();
    delivery.say("Created " + restaurants.key(siam));
  }

  private void save() {
    GeoPoint corner = GeoPoint.of(40.750, -73.990);
    Restaurant napoli =
        restaurants.create(new Restaurant("Bella Napoli", "Italian", 4.3, corner)).join();
    napoli.rating = 4.5;
    restaurants.save(napoli).join();
    delivery.say("Saved " + napoli.name + " with a rating of " + napoli.rating);
  }

  private void delete() {
    boolean deleted =
        restaurants
            .load("Bella Napoli")
            .thenCompose(found -> restaurants.delete(found.orElseThrow()))
            .join();
    boolean again = restaurants.delete(restaurants.key("Bella Napoli")).join();
    delivery.say("Deleted Bella Napoli: " + deleted + ", and once more: " + again);
  }

  private void load() {
    Optional<Restaurant> siam = restaurants.load("Siam Garden").join();
    siam.ifPresent(
        found -> delivery.say("Loaded " + found.name + ", which cooks " + found.cuisine));
    Optional<Restaurant> napoli = restaurants.load("Bella Napoli").join();
    delivery.say("Loaded Bella Napoli: " + (napoli.isPresent() ? "there" : "none"));
  }
}
