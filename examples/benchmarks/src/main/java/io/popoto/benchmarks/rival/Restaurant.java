package io.popoto.benchmarks.rival;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.geo.GeoField;
import io.popoto.geo.GeoPoint;

/** The entity of Popoto and of the hand-written code. */
@Model
public class Restaurant {
  @KeyField String name = "";
  @IndexedField String cuisine = "";
  @IndexedField String city = "";
  @SortedField double rating;
  @GeoField GeoPoint location = GeoPoint.of(0, 0);
  boolean active = true;

  Restaurant() {}

  /** Returns a restaurant that no data set has. */
  public static Restaurant sample() {
    Place place = Places.at(0);
    return of(
        new Place("First", place.cuisine(), place.city(), place.rating(), place.location(), true));
  }

  static Restaurant of(Place place) {
    Restaurant restaurant = new Restaurant();
    restaurant.name = place.name();
    restaurant.cuisine = place.cuisine();
    restaurant.city = place.city();
    restaurant.rating = place.rating();
    restaurant.location = place.location();
    restaurant.active = place.active();
    return restaurant;
  }

  Place place() {
    return new Place(name, cuisine, city, rating, location, active);
  }
}
