package io.popoto.benchmarks.rival;

import java.util.List;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Point;
import org.springframework.data.repository.CrudRepository;

/** What Spring Data Redis makes queries from. */
public interface SpringRestaurants extends CrudRepository<SpringRestaurant, String> {
  /** Two equalities. */
  List<SpringRestaurant> findByCuisineAndCity(String cuisine, String city);

  /** A circle. */
  List<SpringRestaurant> findByLocationNear(Point centre, Distance distance);
}
