package io.popoto.benchmarks.rival;

import io.popoto.geo.GeoPoint;
import java.util.Comparator;
import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RLiveObjectService;
import org.redisson.api.RedissonClient;
import org.redisson.api.condition.Conditions;
import org.redisson.config.Config;

/** Live objects of Redisson. */
public final class RedissonRival implements Rival<RedissonRestaurant> {
  private final RedissonClient client;
  private final RLiveObjectService objects;

  /** Connects. */
  public RedissonRival(Server server) {
    Config config = new Config();
    config
        .useSingleServer()
        .setAddress("redis://127.0.0.1:" + server.port())
        .setDatabase(server.database())
        .setTimeout(120_000);
    client = Redisson.create(config);
    objects = client.getLiveObjectService();
    objects.registerClass(RedissonRestaurant.class);
  }

  @Override
  public List<RedissonRestaurant> entities(List<Place> places) {
    return places.stream().map(RedissonRestaurant::new).toList();
  }

  @Override
  public Place place(RedissonRestaurant entity) {
    return new Place(
        entity.getName(),
        entity.getCuisine(),
        entity.getCity(),
        entity.getRating(),
        GeoPoint.of(entity.getLatitude(), entity.getLongitude()),
        entity.isActive());
  }

  @Override
  public void save(RedissonRestaurant entity) {
    objects.merge(entity);
  }

  @Override
  public void createAll(List<RedissonRestaurant> entities) {
    objects.persist(entities.toArray());
  }

  @Override
  public RedissonRestaurant load(String name) {
    return objects.detach(objects.get(RedissonRestaurant.class, name));
  }

  /** Conditions are the index's, order is ours: each rating is read from the server. */
  @Override
  public Prepared<List<RedissonRestaurant>> best(String cuisine, double least, int limit) {
    return () ->
        objects
            .find(
                RedissonRestaurant.class,
                Conditions.and(Conditions.eq("cuisine", cuisine), Conditions.ge("rating", least)))
            .stream()
            .map(found -> new Rated(found, found.getRating(), found.getName()))
            .sorted(Comparator.comparing(Rated::rating).thenComparing(Rated::name).reversed())
            .limit(limit)
            .map(rated -> objects.detach(rated.found()))
            .toList();
  }

  private record Rated(RedissonRestaurant found, double rating, String name) {}

  @Override
  public Prepared<List<RedissonRestaurant>> both(String cuisine, String city) {
    return () ->
        objects
            .find(
                RedissonRestaurant.class,
                Conditions.and(Conditions.eq("cuisine", cuisine), Conditions.eq("city", city)))
            .stream()
            .map(objects::detach)
            .toList();
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
