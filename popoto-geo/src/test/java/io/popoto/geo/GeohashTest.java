package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class GeohashTest {

  private static final GeoPoint PALERMO = GeoPoint.of(38.115556, 13.361389);
  private static final GeoPoint CATANIA = GeoPoint.of(37.502669, 15.087269);

  @Test
  void scoresAreThoseOfRedis() {
    assertThat(Geohash.score(PALERMO)).isEqualTo(3479099956230698.0);
    assertThat(Geohash.score(CATANIA)).isEqualTo(3479447370796909.0);
  }

  @Test
  void positionsAreThoseOfRedis() {
    GeoPoint position = Geohash.position(3479099956230698.0);

    assertThat(position.longitude()).isEqualTo(13.361389338970184);
    assertThat(position.latitude()).isEqualTo(38.1155563954963);
  }

  @Test
  void distancesAreThoseOfRedis() {
    GeoPoint palermo = Geohash.position(Geohash.score(PALERMO));
    GeoPoint catania = Geohash.position(Geohash.score(CATANIA));

    assertThat(palermo.distanceTo(catania).meters()).isEqualTo(166274.1516, within(0.0001));
  }

  @Test
  void distanceAlongAMeridianIsThatOfTheLatitudes() {
    assertThat(Geohash.meters(10, 20, 11, 20)).isEqualTo(Geohash.metersAlongMeridian(10, 11));
    assertThat(Geohash.metersAlongMeridian(11, 10)).isEqualTo(111226.3, within(0.1));
  }

  @Test
  void theCornersHaveTheFirstAndTheLastScore() {
    assertThat(Geohash.score(GeoPoint.of(-85.05112878, -180))).isZero();
    assertThat(Geohash.score(GeoPoint.of(85.05112878, 180))).isEqualTo(0x1p52 - 1);
    assertThat(Geohash.score(GeoPoint.of(0, 0))).isEqualTo(0x1p52 * 3 / 4);
  }

  @Test
  void latitudeIsInTheEvenBitsAndLongitudeInTheOddOnes() {
    assertThat(Geohash.score(GeoPoint.of(85.05112878, -180))).isEqualTo(0x5555555555555L);
    assertThat(Geohash.score(GeoPoint.of(-85.05112878, 180))).isEqualTo(0xAAAAAAAAAAAAAL);
  }

  @Test
  void theScoreThatRedisGivesThePointsOnTheEdgeIsReadAsTheEdge() {
    assertThat(Geohash.position(13510798882111488.0)).isEqualTo(GeoPoint.of(85.05112878, 180));
  }

  @Property
  @Domain(Places.class)
  void positionOfAScoreIsWithinAMeterOfThePoint(@ForAll GeoPoint point) {
    GeoPoint position = Geohash.position(Geohash.score(point));

    assertThat(position.distanceTo(point).meters()).isLessThan(1);
  }

  @Property
  @Domain(Places.class)
  void positionOfAScoreHasThatScore(@ForAll GeoPoint point) {
    double score = Geohash.score(point);

    assertThat(score).isBetween(0.0, 0x1p52 - 1);
    assertThat(Geohash.score(Geohash.position(score))).isEqualTo(score);
  }
}
