package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.contract.Api;
import io.popoto.contract.Contract;
import org.junit.jupiter.api.Test;

/** What {@code explain} says of places. */
abstract class GeoPlanContract extends Contract {
  private static final Distance NEAR = Distance.kilometers(5);

  GeoPlanContract(Api api) {
    super(api);
  }

  private Query<Restaurant> places() {
    Repository<Restaurant> places = repository(Restaurant.class);
    places.create(new Restaurant("Rome", "any", 3, Places.ROME));
    places.create(new Restaurant("Vatican", "any", 4, Places.VATICAN));
    places.create(new Restaurant("Florence", "any", 5, Places.FLORENCE));
    return places.query();
  }

  @Test
  void circleDrivesWhatItHasFewOf() {
    assertThat(places().filter(Geo.near("location", Places.ROME, NEAR)).explain().lines())
        .containsExactly(
            "Restaurant: location within 5.0 km of 41.902782,12.496366 (geo index)",
            "  order: key",
            "  driven by: geo:location, 2 candidates",
            "  indexes have: 2 for location within 5.0 km of 41.902782,12.496366 (geo index)",
            "  examined: 2, returned: 2, round trips: 1");
  }

  @Test
  void boxAndOtherConditionsAreShown() {
    assertThat(
            places()
                .filter(Geo.box("location", Places.ROME, NEAR, NEAR).or(Condition.of("rating", 5)))
                .filter("cuisine", "any")
                .explain()
                .lines())
        .containsExactly(
            "Restaurant: (location within 5.0 km by 5.0 km around 41.902782,12.496366 (geo index)"
                + " or rating in [5.0, 5.0] (sorted index)) and cuisine = any (on stored fields)",
            "  order: key",
            "  driven by: or, 2 candidates",
            "  indexes have: 2 for location within 5.0 km by 5.0 km around 41.902782,12.496366"
                + " (geo index) or rating in [5.0, 5.0] (sorted index)",
            "  residual: cuisine = any (on stored fields)",
            "  examined: 2, returned: 2, round trips: 1");
  }

  @Test
  void distanceIsAnOrder() {
    Query<Restaurant> nearest = places().orderBy(Geo.distance("location", Places.ROME)).limit(1);
    String plan = "  order: distance of location from 41.902782,12.496366 (geo index)";

    assertThat(nearest.explain().lines())
        .containsExactly(
            "Restaurant: everything",
            plan,
            "  driven by: all, 3 candidates",
            "  examined: 3, returned: 1, round trips: 1");
    String cursor = nearest.page().next().orElseThrow();
    assertThat(nearest.after(cursor).explain().lines())
        .contains(plan, "  examined: 3, returned: 1, round trips: 1");
    assertThat(nearest.after(cursor).all())
        .extracting(place -> place.name)
        .containsExactly("Vatican");
    assertThat(nearest.orderBy(Geo.distance("location", Places.ROME).descending()).explain())
        .contains("12.496366 descending (geo index)");
  }
}
