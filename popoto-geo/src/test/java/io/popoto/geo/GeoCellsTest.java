package io.popoto.geo;

import static io.popoto.geo.Places.FLORENCE;
import static io.popoto.geo.Places.PARIS;
import static io.popoto.geo.Places.ROME;
import static io.popoto.geo.Places.VATICAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Domain(Places.class)
@Domain(DomainContext.Global.class)
class GeoCellsTest {

  private static final double RADIUS = 6372797.560856;
  private static final GeoRange EVERYTHING = new GeoRange(0, 0x1p52);

  @Test
  void aCircleHoldsWhatIsAtMostTheRadiusAway() {
    assertThat(GeoCells.inCircle(ROME, 5_000, VATICAN)).isTrue();
    assertThat(GeoCells.inCircle(ROME, 1_000, VATICAN)).isFalse();
    assertThat(GeoCells.inCircle(ROME, 500_000, FLORENCE)).isTrue();
    assertThat(GeoCells.inCircle(ROME, ROME.distanceTo(PARIS).meters(), PARIS)).isTrue();
    assertThat(GeoCells.inCircle(ROME, 0, ROME)).isTrue();
  }

  @Test
  void aBoxHoldsWhatIsAtMostHalfItsSidesAway() {
    assertThat(GeoCells.inBox(ROME, 7_000, 1_000, VATICAN)).isTrue();
    assertThat(GeoCells.inBox(ROME, 6_000, 1_000, VATICAN)).isFalse();
    assertThat(GeoCells.inBox(ROME, 7_000, 400, VATICAN)).isFalse();
    assertThat(GeoCells.inBox(ROME, 0, 0, ROME)).isTrue();
  }

  @Test
  void aBoxIsAsWideInMetersAtEachLatitude() {
    GeoPoint centre = GeoPoint.of(60, 10);

    assertThat(GeoCells.inBox(centre, 112_000, 2_300_000, GeoPoint.of(60, 11))).isTrue();
    assertThat(GeoCells.inBox(centre, 112_000, 2_300_000, GeoPoint.of(50, 11))).isFalse();
    assertThat(GeoCells.inBox(centre, 112_000, 2_300_000, GeoPoint.of(70, 11.4))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {20_020_800, 1e9, Double.MAX_VALUE})
  void aCircleAsLargeAsTheEarthIsEverything(double radius) {
    assertThat(GeoCells.covering(ROME, radius)).containsExactly(EVERYTHING);
    assertThat(GeoCells.covering(GeoPoint.of(85.05112878, 180), radius))
        .containsExactly(EVERYTHING);
  }

  @ParameterizedTest
  @ValueSource(doubles = {40_041_500, 1e9, Double.MAX_VALUE})
  void aBoxAsLargeAsTheEarthIsEverything(double side) {
    assertThat(GeoCells.covering(ROME, side, side)).containsExactly(EVERYTHING);
  }

  @Test
  void aSmallCircleIsCoveredTightly() {
    double covered =
        GeoCells.covering(ROME, 1_000).stream()
            .mapToDouble(range -> range.maxExclusive() - range.min())
            .sum();
    double cell =
        Math.pow(RADIUS * Math.PI / 180, 2)
            * (360 / 0x1p26)
            * (2 * 85.05112878 / 0x1p26)
            * Math.cos(Math.toRadians(ROME.latitude()));

    assertThat(covered * cell).isBetween(Math.PI * 1e6, 2.5 * Math.PI * 1e6);
  }

  @Test
  void aCircleAcrossTheDateLineIsCoveredOnBothSides() {
    List<GeoRange> ranges = GeoCells.covering(GeoPoint.of(-17, 179.999), 1_000);

    assertThat(covers(ranges, GeoPoint.of(-17, 179.995))).isTrue();
    assertThat(covers(ranges, GeoPoint.of(-17, -179.995))).isTrue();
    assertThat(covers(ranges, GeoPoint.of(-17, 0))).isFalse();
  }

  @Test
  void aCircleAroundThePoleIsCoveredOnItsFarSide() {
    List<GeoRange> ranges = GeoCells.covering(GeoPoint.of(85, 0), 1_200_000);

    assertThat(covers(ranges, GeoPoint.of(85, 180))).isTrue();
    assertThat(covers(ranges, GeoPoint.of(85, -90))).isTrue();
    assertThat(covers(ranges, GeoPoint.of(60, 0))).isFalse();
  }

  @Test
  void aCircleThatLeavesOutOnlyAThinStripIsNotTakenApartAlongIt() {
    double radius = RADIUS * Math.toRadians(85.05112878 + 80 - 0.0001);

    assertThat(GeoCells.covering(GeoPoint.of(80, 0), radius)).containsExactly(EVERYTHING);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void aSizeThatIsNoLengthIsRefused(double meters) {
    assertThatThrownBy(() -> GeoCells.covering(ROME, meters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The radius must be 0 m or more, but is " + meters + " m.");
    assertThatThrownBy(() -> GeoCells.covering(ROME, meters, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The width");
    assertThatThrownBy(() -> GeoCells.covering(ROME, 1, meters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The height");
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void rangesAreFewAscendingAndApart(
      @ForAll GeoPoint centre,
      @ForAll @DoubleRange(min = -1, max = 7.4) @Scale(9) double magnitude,
      @ForAll @DoubleRange(min = -1, max = 7.4) @Scale(9) double otherMagnitude) {
    double size = Math.pow(10, magnitude);
    double otherSize = Math.pow(10, otherMagnitude);

    assertFewAscendingAndApart(GeoCells.covering(centre, size));
    assertFewAscendingAndApart(GeoCells.covering(centre, size, otherSize));
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void everyPointInACircleIsCovered(
      @ForAll GeoPoint centre,
      @ForAll @DoubleRange(min = -1, max = 7.4) @Scale(9) double magnitude,
      @ForAll @DoubleRange(min = 0, max = 1) @Scale(9) double share,
      @ForAll @DoubleRange(min = 0, max = 360) @Scale(9) double bearing) {
    double radius = Math.pow(10, magnitude);
    GeoPoint point = pointAt(centre, radius * Math.sqrt(share), bearing);
    GeoPoint stored = Geohash.position(Geohash.score(point));
    List<GeoRange> ranges = GeoCells.covering(centre, radius);

    if (GeoCells.inCircle(centre, radius, point) || GeoCells.inCircle(centre, radius, stored)) {
      assertThat(covers(ranges, point)).isTrue();
    }
  }

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void everyPointInABoxIsCovered(
      @ForAll GeoPoint centre,
      @ForAll @DoubleRange(min = -1, max = 7.7) @Scale(9) double magnitudeOfWidth,
      @ForAll @DoubleRange(min = -1, max = 7.4) @Scale(9) double magnitudeOfHeight,
      @ForAll @DoubleRange(min = -1, max = 1) @Scale(9) double eastward,
      @ForAll @DoubleRange(min = -1, max = 1) @Scale(9) double northward) {
    double width = Math.pow(10, magnitudeOfWidth);
    double height = Math.pow(10, magnitudeOfHeight);
    double latitude =
        clampLatitude(centre.latitude() + northward * Math.toDegrees(height / 2 / RADIUS));
    double sine =
        Math.sin(Math.min(Math.PI / 2, width / 4 / RADIUS)) / Math.cos(Math.toRadians(latitude));
    double reach = Math.toDegrees(2 * Math.asin(Math.min(1, sine)));
    GeoPoint point = GeoPoint.of(latitude, wrap(centre.longitude() + eastward * reach));
    GeoPoint stored = Geohash.position(Geohash.score(point));
    List<GeoRange> ranges = GeoCells.covering(centre, width, height);

    if (GeoCells.inBox(centre, width, height, point)
        || GeoCells.inBox(centre, width, height, stored)) {
      assertThat(covers(ranges, point)).isTrue();
    }
  }

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void anyPointIsCoveredByTheCircleThroughIt(@ForAll GeoPoint centre, @ForAll GeoPoint point) {
    double radius = centre.distanceTo(point).meters();

    assertThat(covers(GeoCells.covering(centre, radius), point)).isTrue();
  }

  private static boolean covers(List<GeoRange> ranges, GeoPoint point) {
    return ranges.stream().anyMatch(range -> range.contains(Geohash.score(point)));
  }

  private static void assertFewAscendingAndApart(List<GeoRange> ranges) {
    assertThat(ranges).hasSizeBetween(1, 12);
    assertThat(ranges.get(0).min()).isGreaterThanOrEqualTo(0);
    assertThat(ranges.get(ranges.size() - 1).maxExclusive()).isLessThanOrEqualTo(0x1p52);
    for (int i = 1; i < ranges.size(); i++) {
      assertThat(ranges.get(i).min()).isGreaterThan(ranges.get(i - 1).maxExclusive());
    }
  }

  /** Returns the point that is reached from another one by going straight on. */
  private static GeoPoint pointAt(GeoPoint from, double meters, double bearing) {
    double angle = meters / RADIUS;
    double latitude = Math.toRadians(from.latitude());
    double sine =
        Math.sin(latitude) * Math.cos(angle)
            + Math.cos(latitude) * Math.sin(angle) * Math.cos(Math.toRadians(bearing));
    double eastward =
        Math.atan2(
            Math.sin(Math.toRadians(bearing)) * Math.sin(angle) * Math.cos(latitude),
            Math.cos(angle) - Math.sin(latitude) * sine);
    return GeoPoint.of(
        clampLatitude(Math.toDegrees(Math.asin(Math.max(-1, Math.min(1, sine))))),
        wrap(from.longitude() + Math.toDegrees(eastward)));
  }

  private static double clampLatitude(double degrees) {
    return Math.max(-GeoPoint.MAX_LATITUDE, Math.min(GeoPoint.MAX_LATITUDE, degrees));
  }

  private static double wrap(double degrees) {
    return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
  }
}
