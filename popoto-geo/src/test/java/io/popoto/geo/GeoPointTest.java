package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoPointTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 12.5", "12.5, 0", "85.05112878, 180", "-85.05112878, -180"})
  void zeroAndTheLimitsAreOrdinaryCoordinates(double latitude, double longitude) {
    GeoPoint point = GeoPoint.of(latitude, longitude);

    assertThat(point.latitude()).isEqualTo(latitude);
    assertThat(point.longitude()).isEqualTo(longitude);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {91, -91, 85.05112879, Double.NaN, Double.POSITIVE_INFINITY, -Double.MAX_VALUE})
  void latitudeOutsideItsRangeIsRefused(double latitude) {
    assertThatThrownBy(() -> GeoPoint.of(latitude, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The latitude of a point is from -85.05112878 to 85.05112878 degrees, but this is "
                + latitude
                + ".");
  }

  @ParameterizedTest
  @ValueSource(doubles = {180.0000001, -181, Double.NaN, Double.NEGATIVE_INFINITY})
  void longitudeOutsideItsRangeIsRefused(double longitude) {
    assertThatThrownBy(() -> new GeoPoint(0, longitude))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The longitude of a point is from -180.0 to 180.0 degrees, but this is "
                + longitude
                + ".");
  }

  @Test
  void minusZeroIsZero() {
    assertThat(GeoPoint.of(-0.0, -0.0)).isEqualTo(GeoPoint.of(0, 0)).hasToString("0.0,0.0");
  }

  @Test
  void textIsReadable() {
    assertThat(GeoPoint.of(40.748, -73.985)).hasToString("40.748,-73.985");
  }

  @Property
  @Domain(Places.class)
  void textGivesBackTheVeryPoint(@ForAll GeoPoint point) {
    GeoPoint tiny = GeoPoint.of(point.latitude() * 1e-9, point.longitude() * Double.MIN_NORMAL);

    assertThat(GeoPoint.parse(point.toString())).isEqualTo(point);
    assertThat(GeoPoint.parse(tiny.toString())).isEqualTo(tiny);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "40.748,-73.985 | 40.748 | -73.985",
        "' 4 , +5. ' | 4 | 5",
        "-.5,1e-3 | -0.5 | 0.001"
      })
  void textInOtherNotationsIsUnderstood(String text, double latitude, double longitude) {
    assertThat(GeoPoint.parse(text)).isEqualTo(GeoPoint.of(latitude, longitude));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1,2,3", "1;2", "NaN,0", "0x1p3,0", "1d,2f", "1,", "a,b", "1 2"})
  void textOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> GeoPoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A point is written as \"latitude,longitude\" in decimal degrees, such as"
                + " \"40.748,-73.985\", but this is \""
                + text
                + "\".");
  }

  @Test
  void textWithACoordinateOutsideItsRangeIsRefused() {
    assertThatThrownBy(() -> GeoPoint.parse("12.5,1e999"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The longitude of a point");
  }

  @Test
  void distancesBetweenCitiesAreKnown() {
    assertThat(kilometers(Places.ROME, Places.VATICAN)).isEqualTo(3.46, within(0.01));
    assertThat(kilometers(Places.ROME, Places.FLORENCE)).isEqualTo(231, within(1.0));
    assertThat(kilometers(Places.ROME, Places.PARIS)).isEqualTo(1106, within(2.0));
  }

  @Test
  void theDateLineIsNoBarrier() {
    assertThat(kilometers(GeoPoint.of(0, 179.99), GeoPoint.of(0, -179.99))).isLessThan(2.3);
    assertThat(kilometers(GeoPoint.of(10, 180), GeoPoint.of(10, -180))).isLessThan(1e-6);
  }

  @Test
  void antipodesAreHalfTheCircumferenceApart() {
    assertThat(kilometers(GeoPoint.of(37.3, -12.7), GeoPoint.of(-37.3, 167.3)))
        .isEqualTo(Math.PI * 6372.797560856, within(0.001));
  }

  @Property
  @Domain(Places.class)
  void distanceIsTheSameBothWaysAndZeroToItself(@ForAll GeoPoint here, @ForAll GeoPoint there) {
    assertThat(here.distanceTo(there)).isEqualTo(there.distanceTo(here));
    assertThat(here.distanceTo(here)).isEqualTo(Distance.meters(0));
  }

  private static double kilometers(GeoPoint from, GeoPoint to) {
    return from.distanceTo(to).in(DistanceUnit.KILOMETERS);
  }
}
