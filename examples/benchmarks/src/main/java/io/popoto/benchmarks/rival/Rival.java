package io.popoto.benchmarks.rival;

import io.popoto.geo.GeoPoint;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One way to keep restaurants in Redis. Methods that return a supplier prepare work that is then
 * repeated; what is prepared is what a program would write down once, no more.
 *
 * @param <E> its entity
 */
public interface Rival<E> extends AutoCloseable {

  /** All rivals by name; each is made from the address of a server and a database. */
  Map<String, Function<Server, Rival<?>>> ALL =
      Map.of(
          "popoto", PopotoRival::new,
          "hand", HandRival::new,
          "hand-watch", WatchingHandRival::new,
          "floor", FloorRival::new,
          "spring", SpringRival::new,
          "redisson", RedissonRival::new);

  /** Opens a rival. */
  static Rival<?> open(String name, Server server) {
    Function<Server, Rival<?>> constructor = ALL.get(name);
    if (constructor == null) {
      throw new IllegalArgumentException("no rival is called " + name);
    }
    return constructor.apply(server);
  }

  /** Returns entities of restaurants, which are to be saved in this order, again and again. */
  List<E> entities(List<Place> places);

  /** Returns what an entity holds. */
  Place place(E entity);

  /** Saves one entity, new or not, with all its indexes, and waits. */
  void save(E entity);

  /** Saves entities with at most so many unanswered. */
  default void saveAll(List<E> entities, int inFlight) {
    throw unsupported();
  }

  /** Inserts entities by the bulk operation. */
  void createAll(List<E> entities);

  /** Loads one entity. */
  default E load(String name) {
    throw unsupported();
  }

  /** Loads many. */
  default Prepared<List<E>> many(List<String> names) {
    throw unsupported();
  }

  /** The lowest rated restaurants from a rating upwards. */
  default Prepared<List<E>> rated(double least, int limit) {
    throw unsupported();
  }

  /** The best of a cuisine with at least some rating: equality, range, order and limit. */
  default Prepared<List<E>> best(String cuisine, double least, int limit) {
    throw unsupported();
  }

  /** The restaurants of a cuisine in a city: two equalities. */
  default Prepared<List<E>> both(String cuisine, String city) {
    throw unsupported();
  }

  /** The restaurants within some metres. */
  default Prepared<List<E>> near(GeoPoint centre, double meters) {
    throw unsupported();
  }

  /** Several queries as in {@link #best} at once. */
  default Prepared<List<List<E>>> fanOut(List<String> cuisines, double least, int limit) {
    throw unsupported();
  }

  @Override
  void close();

  private UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(getClass().getSimpleName() + " cannot do this");
  }
}
