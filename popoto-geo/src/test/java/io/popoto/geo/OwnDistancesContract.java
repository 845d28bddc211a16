package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Hit;
import io.popoto.Repository;
import io.popoto.contract.Api;
import io.popoto.contract.Contract;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Distances belong to the query that asked for them, however many run at once. */
abstract class OwnDistancesContract extends Contract {
  OwnDistancesContract(Api api) {
    super(api);
  }

  @Test
  void queriesAtTheSameTimeHaveDistancesOfTheirOwn() {
    Repository<Restaurant> places = repository(Restaurant.class);
    List<Restaurant> all =
        IntStream.range(0, 30)
            .mapToObj(i -> new Restaurant("r" + i, "any", i, GeoPoint.of(40 + i * 0.01, i)))
            .toList();
    places.bulkCreate(all);

    inParallel(
        200,
        i -> {
          GeoPoint from = GeoPoint.of(40, i % 30);
          List<Hit<Restaurant, Distance>> hits =
              places
                  .query()
                  .filter(Geo.near("location", from, Distance.kilometers(500 + i)))
                  .orderBy(Geo.distance("location", from))
                  .withValue(Geo.distance("location", from))
                  .all();
          assertThat(hits)
              .hasSize(
                  (int)
                      all.stream()
                          .filter(p -> from.distanceTo(p.location).meters() <= (500 + i) * 1_000.0)
                          .count());
          assertThat(hits)
              .allSatisfy(
                  hit ->
                      assertThat(hit.value().meters())
                          .isCloseTo(
                              from.distanceTo(hit.entity().location).meters(),
                              org.assertj.core.api.Assertions.within(1.0)));
          return hits.size();
        });
  }
}
