package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.GeoCoordinates;
import io.popoto.Condition;
import io.popoto.Hit;
import io.popoto.IndexReport;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.contract.Api;
import io.popoto.contract.Contract;
import io.popoto.exception.QueryException;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Circles, boxes and distances. */
abstract class GeoContract extends Contract {
  GeoContract(Api api) {
    super(api);
  }

  @Test
  void circleHoldsWhatIsNear() {
    Repository<Restaurant> places = italy();

    assertThat(names(places, Geo.near("location", Places.ROME, Distance.kilometers(5))))
        .containsExactlyInAnyOrder("Rome", "Vatican");
    assertThat(names(places, Geo.near("location", Places.ROME, Distance.kilometers(1))))
        .containsExactly("Rome");
    for (Near near :
        List.of(
            Near.of(Places.ROME, 5, DistanceUnit.KILOMETERS),
            Near.of(Places.ROME, 5000, "m"),
            Near.of(Places.ROME, 3.107, "mi"),
            Near.of(Places.ROME, 16404.2, "ft"))) {
      assertThat(names(places, Condition.of("location__near", near)))
          .containsExactlyInAnyOrder("Rome", "Vatican");
    }
    assertThat(names(places, Condition.of("location__near", Near.of(Places.ROME, 0.6, "mi"))))
        .containsExactly("Rome");
  }

  @Test
  void boxHoldsWhatIsInside() {
    Repository<Restaurant> places = italy();

    Distance narrow = Distance.kilometers(1);
    Distance wide = Distance.kilometers(10);
    assertThat(names(places, Geo.box("location", Places.ROME, wide, narrow)))
        .containsExactlyInAnyOrder("Rome", "Vatican");
    assertThat(names(places, Geo.box("location", Places.ROME, narrow, wide)))
        .containsExactly("Rome");
  }

  @Test
  void distanceOrdersAndComesAsAValue() {
    Repository<Restaurant> places = italy();

    List<Hit<Restaurant, Distance>> hits =
        places
            .query()
            .filter(Geo.near("location", Places.ROME, Distance.kilometers(500)))
            .orderBy(Geo.distance("location", Places.ROME))
            .withValue(Geo.distance("location", Places.ROME))
            .all();

    assertThat(hits)
        .extracting(hit -> hit.entity().name)
        .containsExactly("Rome", "Vatican", "Florence");
    assertThat(hits.get(0).value().meters()).isCloseTo(0.0, within(1.0));
    assertThat(hits.get(1).value().meters()).isBetween(3000.0, 4000.0);
    assertThat(hits.get(2).value().meters()).isGreaterThan(200_000);
    assertThat(
            places
                .query()
                .orderBy(Geo.distance("location", Places.ROME).descending())
                .limit(1)
                .all()
                .get(0)
                .name)
        .isEqualTo("Florence");
  }

  @Test
  void movedPlaceIsFoundWhereItIs() {
    Repository<Restaurant> places = repository(Restaurant.class);
    Restaurant place = places.create(new Restaurant("mobile", "any", 3, Places.ROME));
    Condition paris = Geo.near("location", Places.PARIS, Distance.kilometers(10));
    Condition rome = Geo.near("location", Places.ROME, Distance.kilometers(10));

    place.location = Places.PARIS;
    places.save(place);
    assertThat(places.query().filter(paris).count()).isEqualTo(1);
    assertThat(places.query().filter(rome).count()).isZero();

    place.location = null;
    places.save(place);
    assertThat(places.query().filter(paris.or(rome)).count()).isZero();
    assertThat(places.query().filter(paris.or(rome)).all()).isEmpty();
    assertThat(places.query().filter(paris.not()).count()).isEqualTo(1);
    assertThat(places.query().all()).hasSize(1);
    assertThat(places.query().filter("location__isnull", true).count()).isEqualTo(1);
    Hit<Restaurant, Distance> hit =
        places.query().withValue(Geo.distance("location", Places.ROME)).first().orElseThrow();
    assertThat(hit.value()).isNull();
  }

  @Test
  void lostPlacesAreFoundByMaintenance() {
    Repository<Restaurant> places = italy();
    places.create(new Restaurant("Nowhere", "Thai", 3, null));
    String index = redis.redisKey("popoto:Restaurant:geo:location");
    RawRedis.commands().del(redis.redisKey("Restaurant:Vatican"));
    RawRedis.commands().geoadd(index, 1, 1, "ghost");
    RawRedis.commands().geoadd(index, 1, 1, "Nowhere");

    IndexReport report = places.checkIndexes();

    assertThat(report.orphans()).containsEntry("geo:location", 3L).containsEntry("class", 1L);
    assertThat(places.cleanIndexes()).isEqualTo(report.total());
    assertThat(places.checkIndexes().total()).isZero();
    assertThat(names(places, Geo.near("location", Places.ROME, Distance.kilometers(5))))
        .containsExactly("Rome");

    RawRedis.commands().geoadd(index, 1, 1, "Rome");
    RawRedis.commands().zrem(index, "Florence");
    assertThat(places.checkIndexes().missing()).isEqualTo(1);
    assertThat(places.rebuildIndexes()).isEqualTo(3);
    assertThat(names(places, Geo.near("location", Places.ROME, Distance.kilometers(500))))
        .containsExactlyInAnyOrder("Rome", "Florence");
  }

  @Test
  void nonsenseIsRefused() {
    Repository<Restaurant> places = repository(Restaurant.class);
    Distance kilometer = Distance.kilometers(1);

    refused(() -> Near.of(Places.ROME, 1, "yd"));
    refused(() -> Geo.near("location", null, kilometer));
    refused(() -> Geo.near("location", Places.ROME, null));
    refused(() -> Geo.distance("location", null));
    refused(() -> places.query().filter("location__near", Near.of(null, 1, "km")).all());
    refused(() -> places.query().filter("location__near", "Rome").all());
    refused(() -> places.query().filter("location__near", null).all());
    refused(() -> places.query().filter("name__near", Near.of(Places.ROME, 1, "km")).all());
    refused(() -> places.query().filter(Geo.near("name", Places.ROME, kilometer)).all());
    refused(() -> places.query().filter(Geo.near("nowhere", Places.ROME, kilometer)).all());
    refused(() -> places.query().filter("location__gt", Places.ROME).all());
    refused(() -> places.query().orderBy(Geo.distance("rating", Places.ROME)).all());
    refused(() -> places.query().withValue(Geo.distance("nowhere", Places.ROME)).all());
    assertThatThrownBy(() -> GeoPoint.of(91, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherOrdersApplyInsideTheCircle() {
    Repository<Restaurant> places = repository(Restaurant.class);
    places.create(new Restaurant("near", "any", 3.0, Places.ROME));
    places.create(new Restaurant("better", "any", 4.0, Places.VATICAN));
    places.create(new Restaurant("best but far", "any", 5.0, Places.FLORENCE));

    Query<Restaurant> inside =
        places.query().filter(Geo.near("location", Places.ROME, Distance.kilometers(5)));

    assertThat(inside.orderBy("-rating").limit(1).all())
        .extracting(place -> place.name)
        .containsExactly("better");
    assertThat(inside.orderBy("-rating").limit(1).offset(1).all())
        .extracting(place -> place.name)
        .containsExactly("near");
    assertThat(inside.count()).isEqualTo(2);
  }

  @Test
  void otherConditionsHoldInsideTheCircle() {
    Repository<Restaurant> places = italy();
    Restaurant closed = new Restaurant("closed", "any", 5, Places.ROME);
    closed.active = false;
    places.create(closed);
    places.create(new Restaurant("poor", "any", 1, Places.ROME));
    Restaurant deleted = places.create(new Restaurant("deleted", "any", 5, Places.ROME));
    places.delete(deleted);
    places.save(
        new Restaurant("expired", "any", 5, Places.ROME), SaveOptions.ttl(Duration.ofMillis(20)));
    await().until(() -> !places.exists("expired"));

    Query<Restaurant> open =
        places
            .query()
            .filter(Geo.near("location", Places.ROME, Distance.kilometers(5)))
            .filter("active", true)
            .filter("rating__gte", 2);

    assertThat(open.all())
        .extracting(place -> place.name)
        .containsExactlyInAnyOrder("Rome", "Vatican");
    assertThat(open.count()).isEqualTo(2);
    assertThat(open.keys()).hasSize(2);
    assertThat(
            places
                .query()
                .filter(Geo.near("location", Places.ROME, Distance.kilometers(5)))
                .count())
        .isEqualTo(4);
  }

  @Test
  void zeroCoordinatesAreOrdinaryPlaces() {
    Repository<Restaurant> places = repository(Restaurant.class);
    for (double[] point : new double[][] {{0, 0}, {0, 10}, {10, 0}, {-0.0, -10}}) {
      GeoPoint here = GeoPoint.of(point[0], point[1]);
      places.save(new Restaurant("zero", "any", 1, here));

      assertThat(names(places, Geo.near("location", here, Distance.meters(1))))
          .containsExactly("zero");
      assertThat(places.load("zero").orElseThrow().location).isEqualTo(here);
    }
  }

  @Test
  void circleReachesOverTheDateLine() {
    Repository<Restaurant> places = repository(Restaurant.class);
    places.create(new Restaurant("west", "any", 1, GeoPoint.of(-17, 179.99)));
    places.create(new Restaurant("east", "any", 1, GeoPoint.of(-17, -179.99)));

    Condition near = Geo.near("location", GeoPoint.of(-17, 180), Distance.kilometers(2));

    assertThat(names(places, near)).containsExactlyInAnyOrder("east", "west");
  }

  @Test
  void indexIsWhatTheServersOwnGeoCommandsRead() {
    italy();

    GeoCoordinates rome =
        RawRedis.commands().geopos(redis.redisKey("popoto:Restaurant:geo:location"), "Rome").get(0);

    GeoPoint read = GeoPoint.of(rome.getY().doubleValue(), rome.getX().doubleValue());
    assertThat(read.distanceTo(Places.ROME).meters()).isLessThan(1);
  }

  private Repository<Restaurant> italy() {
    Repository<Restaurant> places = repository(Restaurant.class);
    places.create(new Restaurant("Rome", "any", 3, Places.ROME));
    places.create(new Restaurant("Vatican", "any", 3, Places.VATICAN));
    places.create(new Restaurant("Florence", "any", 3, Places.FLORENCE));
    return places;
  }

  private static List<String> names(Repository<Restaurant> places, Condition condition) {
    List<String> names =
        places.query().filter(condition).all().stream().map(place -> place.name).toList();
    assertThat(places.query().filter(condition).count()).isEqualTo(names.size());
    return names;
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isExactlyInstanceOf(QueryException.class);
  }
}
