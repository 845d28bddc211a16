package io.popoto.benchmarks.rival;

import org.springframework.data.annotation.Id;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.index.GeoIndexed;
import org.springframework.data.redis.core.index.Indexed;

/** The entity of Spring Data Redis, which has no index for ranges or order. */
@RedisHash("Restaurant")
public class SpringRestaurant {
  @Id String name = "";
  @Indexed String cuisine = "";
  @Indexed String city = "";
  double rating;
  @GeoIndexed Point location = new Point(0, 0);
  boolean active = true;
}
