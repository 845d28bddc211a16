package io.popoto.benchmarks.rival;

import io.lettuce.core.GeoArgs;
import io.lettuce.core.GeoSearch;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.popoto.geo.GeoPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a good engineer writes for this one class over Lettuce: a hash, the same five index entries
 * as Popoto keeps, MULTI around each write, everything in flight together. The index entries to
 * remove follow from what the caller remembers of the stored record, which spares it a round trip
 * and is right only while nobody else writes; {@link WatchingHandRival} is right always.
 */
public class HandRival implements Rival<HandRival.Entity> {
  static final String RECORD = "restaurant:";
  static final String ALL = "restaurants:all";
  static final String CUISINE = "restaurants:cuisine:";
  static final String CITY = "restaurants:city:";
  static final String RATING = "restaurants:rating";
  static final String LOCATION = "restaurants:location";
  private static final int CHUNK = 200;
  private static final int BATCH = 1000;

  /** How many transactions go to the socket together: less or more was slower. */
  private static final int FLUSHED_TOGETHER = 32;

  private final RedisClient client;
  final RedisCommands<String, String> commands;
  final StatefulRedisConnection<String, String> pipeline;

  /**
   * A restaurant and what the caller remembers of its stored state.
   *
   * @param now what to store
   * @param cuisine the stored cuisine
   * @param city the stored city
   */
  public record Entity(Restaurant now, String cuisine, String city) {}

  /** Connects. */
  public HandRival(Server server) {
    client = RedisClient.create(server.uri());
    commands = client.connect(StringCodec.UTF8).sync();
    pipeline = client.connect(StringCodec.UTF8);
    pipeline.setAutoFlushCommands(false);
  }

  @Override
  public List<Entity> entities(List<Place> places) {
    Map<String, Place> before = new HashMap<>();
    places.forEach(place -> before.put(place.name(), place));
    List<Entity> entities = new ArrayList<>(places.size());
    for (Place place : places) {
      Place old = before.getOrDefault(place.name(), place);
      entities.add(new Entity(Restaurant.of(place), old.cuisine(), old.city()));
      before.put(place.name(), place);
    }
    return entities;
  }

  @Override
  public Place place(Entity entity) {
    return entity.now().place();
  }

  @Override
  public void save(Entity entity) {
    RedisFuture<?> done = send(entity);
    pipeline.flushCommands();
    done.toCompletableFuture().join();
  }

  /** Writes one transaction to the pipeline. */
  final RedisFuture<?> send(Entity entity) {
    RedisAsyncCommands<String, String> async = pipeline.async();
    Restaurant now = entity.now();
    async.multi();
    async.hset(RECORD + now.name, fields(now));
    async.zadd(ALL, 0, now.name);
    if (!entity.cuisine().equals(now.cuisine)) {
      async.srem(CUISINE + entity.cuisine(), now.name);
    }
    async.sadd(CUISINE + now.cuisine, now.name);
    if (!entity.city().equals(now.city)) {
      async.srem(CITY + entity.city(), now.name);
    }
    async.sadd(CITY + now.city, now.name);
    async.zadd(RATING, now.rating, now.name);
    async.geoadd(LOCATION, now.location.longitude(), now.location.latitude(), now.name);
    return async.exec();
  }

  private static Map<String, String> fields(Restaurant restaurant) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", restaurant.name);
    fields.put("cuisine", restaurant.cuisine);
    fields.put("city", restaurant.city);
    fields.put("rating", Double.toString(restaurant.rating));
    fields.put("location", restaurant.location.toString());
    fields.put("active", Boolean.toString(restaurant.active));
    return fields;
  }

  @Override
  public void saveAll(List<Entity> entities, int inFlight) {
    Window window = new Window(inFlight);
    int sent = 0;
    for (Entity entity : entities) {
      if (++sent % FLUSHED_TOGETHER == 0) {
        pipeline.flushCommands();
      }
      window.add(send(entity));
    }
    pipeline.flushCommands();
    window.await();
  }

  @Override
  public void createAll(List<Entity> entities) {
    for (int from = 0; from < entities.size(); from += BATCH) {
      List<Entity> batch = entities.subList(from, Math.min(from + BATCH, entities.size()));
      List<RedisFuture<?>> sent = new ArrayList<>(batch.size());
      batch.forEach(entity -> sent.add(send(entity)));
      pipeline.flushCommands();
      sent.forEach(reply -> reply.toCompletableFuture().join());
    }
  }

  @Override
  public Entity load(String name) {
    return entity(commands.hgetall(RECORD + name));
  }

  private static Entity entity(Map<String, String> fields) {
    if (fields.isEmpty()) {
      throw new IllegalStateException("gone");
    }
    Restaurant restaurant = new Restaurant();
    restaurant.name = present(fields, "name");
    restaurant.cuisine = present(fields, "cuisine");
    restaurant.city = present(fields, "city");
    restaurant.rating = Double.parseDouble(present(fields, "rating"));
    restaurant.location = GeoPoint.parse(present(fields, "location"));
    restaurant.active = Boolean.parseBoolean(present(fields, "active"));
    return new Entity(restaurant, restaurant.cuisine, restaurant.city);
  }

  private static String present(Map<String, String> fields, String name) {
    return Objects.requireNonNull(fields.get(name));
  }

  @Override
  public Prepared<List<Entity>> many(List<String> names) {
    return () -> loadAll(names);
  }

  private List<Entity> loadAll(Iterable<String> names) {
    List<CompletionStage<Map<String, String>>> replies = new ArrayList<>();
    names.forEach(name -> replies.add(pipeline.async().hgetall(RECORD + name)));
    pipeline.flushCommands();
    List<Entity> entities = new ArrayList<>(replies.size());
    replies.forEach(reply -> entities.add(entity(reply.toCompletableFuture().join())));
    return entities;
  }

  @Override
  public Prepared<List<Entity>> rated(double least, int limit) {
    return () ->
        loadAll(
            commands.zrangebyscore(
                RATING,
                Range.from(Range.Boundary.including(least), Range.Boundary.unbounded()),
                Limit.create(0, limit)));
  }

  /** Walks down the ratings by chunks until the page is full. */
  @Override
  public Prepared<List<Entity>> best(String cuisine, double least, int limit) {
    Range<Double> range = Range.from(Range.Boundary.including(least), Range.Boundary.unbounded());
    return () -> {
      List<String> found = new ArrayList<>(limit);
      for (int offset = 0; found.size() < limit; offset += CHUNK) {
        List<String> chunk = commands.zrevrangebyscore(RATING, range, Limit.create(offset, CHUNK));
        if (chunk.isEmpty()) {
          break;
        }
        List<Boolean> members =
            commands.smismember(CUISINE + cuisine, chunk.toArray(String[]::new));
        for (int i = 0; i < chunk.size() && found.size() < limit; i++) {
          if (members.get(i)) {
            found.add(chunk.get(i));
          }
        }
      }
      return loadAll(found);
    };
  }

  @Override
  public Prepared<List<Entity>> both(String cuisine, String city) {
    return () -> loadAll(commands.sinter(CUISINE + cuisine, CITY + city));
  }

  @Override
  public Prepared<List<Entity>> near(GeoPoint centre, double meters) {
    return () -> {
      Set<String> names =
          commands.geosearch(
              LOCATION,
              GeoSearch.fromCoordinates(centre.longitude(), centre.latitude()),
              GeoSearch.byRadius(meters, GeoArgs.Unit.m));
      return loadAll(names);
    };
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
