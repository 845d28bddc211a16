package io.popoto.benchmarks.rival;

import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.AsyncPopoto;
import io.popoto.async.AsyncRepository;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Popoto, as its users write it. */
public final class PopotoRival implements Rival<Restaurant> {
  private final Popoto popoto;
  private final Repository<Restaurant> restaurants;
  private final AsyncRepository<Restaurant> async;

  /** Connects. */
  public PopotoRival(Server server) {
    popoto = Popoto.connect(server.uri());
    restaurants = popoto.repository(Restaurant.class);
    async = AsyncPopoto.of(popoto).repository(Restaurant.class);
  }

  @Override
  public List<Restaurant> entities(List<Place> places) {
    return places.stream().map(Restaurant::of).toList();
  }

  @Override
  public Place place(Restaurant entity) {
    return entity.place();
  }

  @Override
  public void save(Restaurant entity) {
    restaurants.save(entity);
  }

  @Override
  public void saveAll(List<Restaurant> entities, int inFlight) {
    Window window = new Window(inFlight);
    entities.forEach(entity -> window.add(async.save(entity)));
    window.await();
  }

  @Override
  public void createAll(List<Restaurant> entities) {
    restaurants.bulkCreate(entities);
  }

  @Override
  public Restaurant load(String name) {
    return restaurants.load(name).orElseThrow();
  }

  @Override
  public Prepared<List<Restaurant>> many(List<String> names) {
    List<Key<Restaurant>> keys = names.stream().map(restaurants::key).toList();
    return () -> restaurants.getManyPresent(keys);
  }

  @Override
  public Prepared<List<Restaurant>> rated(double least, int limit) {
    return () -> restaurants.query().filter("rating__gte", least).limit(limit).all();
  }

  @Override
  public Prepared<List<Restaurant>> best(String cuisine, double least, int limit) {
    return () ->
        restaurants
            .query()
            .filter("cuisine", cuisine)
            .filter("rating__gte", least)
            .orderBy("-rating")
            .limit(limit)
            .all();
  }

  @Override
  public Prepared<List<Restaurant>> both(String cuisine, String city) {
    return () -> restaurants.query().filter("cuisine", cuisine).filter("city", city).all();
  }

  @Override
  public Prepared<List<Restaurant>> near(GeoPoint centre, double meters) {
    return () ->
        restaurants.query().filter(Geo.near("location", centre, Distance.meters(meters))).all();
  }

  @Override
  public Prepared<List<List<Restaurant>>> fanOut(List<String> cuisines, double least, int limit) {
    return () -> {
      List<CompletableFuture<List<Restaurant>>> all = new ArrayList<>(cuisines.size());
      for (String cuisine : cuisines) {
        all.add(
            async
                .query()
                .filter("cuisine", cuisine)
                .filter("rating__gte", least)
                .orderBy("-rating")
                .limit(limit)
                .all());
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
      return all.stream().map(CompletableFuture::join).toList();
    };
  }

  @Override
  public void close() {
    popoto.close();
  }
}
