package io.popoto.benchmarks.rival;

import io.popoto.geo.GeoPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisKeyValueAdapter;
import org.springframework.data.redis.core.RedisKeyValueTemplate;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.mapping.RedisMappingContext;
import org.springframework.data.redis.domain.geo.Metrics;
import org.springframework.data.redis.repository.support.RedisRepositoryFactory;

/** A repository of Spring Data Redis over Lettuce, put together as Spring Boot does. */
public final class SpringRival implements Rival<SpringRestaurant> {
  private final LettuceConnectionFactory connections;
  private final RedisKeyValueAdapter adapter;
  private final SpringRestaurants restaurants;

  /** Connects. */
  public SpringRival(Server server) {
    RedisStandaloneConfiguration address =
        new RedisStandaloneConfiguration("127.0.0.1", server.port());
    address.setDatabase(server.database());
    connections =
        new LettuceConnectionFactory(
            address,
            LettuceClientConfiguration.builder().commandTimeout(Duration.ofMinutes(2)).build());
    connections.afterPropertiesSet();
    connections.start();
    RedisTemplate<byte[], byte[]> template = new RedisTemplate<>();
    template.setConnectionFactory(connections);
    template.afterPropertiesSet();
    RedisMappingContext context = new RedisMappingContext();
    context.afterPropertiesSet();
    adapter = new RedisKeyValueAdapter(template, context);
    adapter.afterPropertiesSet();
    RedisKeyValueTemplate keyValues = new RedisKeyValueTemplate(adapter, context);
    restaurants = new RedisRepositoryFactory(keyValues).getRepository(SpringRestaurants.class);
  }

  @Override
  public List<SpringRestaurant> entities(List<Place> places) {
    return places.stream().map(SpringRival::entity).toList();
  }

  private static SpringRestaurant entity(Place place) {
    SpringRestaurant restaurant = new SpringRestaurant();
    restaurant.name = place.name();
    restaurant.cuisine = place.cuisine();
    restaurant.city = place.city();
    restaurant.rating = place.rating();
    restaurant.location = point(place.location());
    restaurant.active = place.active();
    return restaurant;
  }

  private static Point point(GeoPoint point) {
    return new Point(point.longitude(), point.latitude());
  }

  @Override
  public Place place(SpringRestaurant entity) {
    return new Place(
        entity.name,
        entity.cuisine,
        entity.city,
        entity.rating,
        GeoPoint.of(entity.location.getY(), entity.location.getX()),
        entity.active);
  }

  @Override
  public void save(SpringRestaurant entity) {
    restaurants.save(entity);
  }

  @Override
  public void createAll(List<SpringRestaurant> entities) {
    restaurants.saveAll(entities);
  }

  @Override
  public SpringRestaurant load(String name) {
    return restaurants.findById(name).orElseThrow();
  }

  @Override
  public Prepared<List<SpringRestaurant>> many(List<String> names) {
    return () -> {
      List<SpringRestaurant> found = new ArrayList<>(names.size());
      restaurants.findAllById(names).forEach(found::add);
      return found;
    };
  }

  @Override
  public Prepared<List<SpringRestaurant>> both(String cuisine, String city) {
    return () -> restaurants.findByCuisineAndCity(cuisine, city);
  }

  @Override
  public Prepared<List<SpringRestaurant>> near(GeoPoint centre, double meters) {
    return () ->
        restaurants.findByLocationNear(point(centre), new Distance(meters, Metrics.METERS));
  }

  @Override
  public void close() {
    try {
      adapter.destroy();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    connections.destroy();
  }
}
