package io.popoto.benchmarks.rival;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.redisson.api.annotation.REntity;
import org.redisson.api.annotation.RId;
import org.redisson.api.annotation.RIndex;

/** The entity of Redisson, which has no index for places and reads fields through getters. */
@REntity
public class RedissonRestaurant {
  @RId private @Nullable String name; // detach() fills it only while it is null
  @RIndex private String cuisine = "";
  @RIndex private String city = "";
  @RIndex private Double rating = 0.0;
  private double latitude;
  private double longitude;
  private boolean active = true;

  /** For Redisson. */
  public RedissonRestaurant() {}

  RedissonRestaurant(Place place) {
    name = place.name();
    cuisine = place.cuisine();
    city = place.city();
    rating = place.rating();
    latitude = place.location().latitude();
    longitude = place.location().longitude();
    active = place.active();
  }

  /** Returns the key. */
  public String getName() {
    return Objects.requireNonNull(name);
  }

  /** Sets the key. */
  public void setName(String name) {
    this.name = name;
  }

  /** Returns the cuisine. */
  public String getCuisine() {
    return cuisine;
  }

  /** Sets the cuisine. */
  public void setCuisine(String cuisine) {
    this.cuisine = cuisine;
  }

  /** Returns the city. */
  public String getCity() {
    return city;
  }

  /** Sets the city. */
  public void setCity(String city) {
    this.city = city;
  }

  /** Returns the rating. */
  public Double getRating() {
    return rating;
  }

  /** Sets the rating. */
  public void setRating(Double rating) {
    this.rating = rating;
  }

  /** Returns the latitude. */
  public double getLatitude() {
    return latitude;
  }

  /** Sets the latitude. */
  public void setLatitude(double latitude) {
    this.latitude = latitude;
  }

  /** Returns the longitude. */
  public double getLongitude() {
    return longitude;
  }

  /** Sets the longitude. */
  public void setLongitude(double longitude) {
    this.longitude = longitude;
  }

  /** Returns whether it is active. */
  public boolean isActive() {
    return active;
  }

  /** Sets whether it is active. */
  public void setActive(boolean active) {
    this.active = active;
  }
}
