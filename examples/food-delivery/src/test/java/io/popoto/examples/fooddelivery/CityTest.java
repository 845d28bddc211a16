package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.geo.GeoPoint;
import org.junit.jupiter.api.Test;

class CityTest {
  @Test
  void cornersAreAsFarApartAsAvenuesAndStreets() {
    GeoPoint corner = City.corner(2, -3);

    assertThat(corner.distanceTo(City.corner(3, -3)).meters()).isCloseTo(City.AVENUE, within(1));
    assertThat(corner.distanceTo(City.corner(2, -2)).meters()).isCloseTo(City.STREET, within(1));
  }

  @Test
  void theWayToACornerGoesAlongAvenuesAndStreetsAndEndsThere() {
    GeoPoint goal = City.corner(-2, 7);
    GeoPoint at = City.corner(3, -4);
    // 11 streets and 5 avenues are 2,130 m, that is 71 steps.
    for (int step = 0; step < 71; step++) {
      GeoPoint next = City.towards(at, goal, 30);
      assertThat(at.distanceTo(next).meters()).isLessThan(31);
      at = next;
    }

    assertThat(at.distanceTo(goal).meters()).isLessThan(1);
    assertThat(City.towards(at, goal, 30).distanceTo(goal).meters()).isLessThan(1);
  }

  @Test
  void whoIsBetweenTwoAvenuesGoesToOneFirst() {
    GeoPoint between = City.towards(City.corner(0, 0), City.corner(1, 0), 100);

    GeoPoint later = City.towards(between, City.corner(1, 5), 100);

    assertThat(later.distanceTo(City.corner(0, 0)).meters()).isLessThan(1);
  }

  private static org.assertj.core.data.Offset<Double> within(double meters) {
    return org.assertj.core.data.Offset.offset(meters);
  }
}
