package io.popoto.geo;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Well-known places, and points anywhere on the Earth for properties. */
final class Places extends DomainContextBase {

  static final GeoPoint ROME = GeoPoint.of(41.902782, 12.496366);
  static final GeoPoint VATICAN = GeoPoint.of(41.904755, 12.454628);
  static final GeoPoint FLORENCE = GeoPoint.of(43.76956, 11.255814);
  static final GeoPoint PARIS = GeoPoint.of(48.856613, 2.352222);

  /** Points of all regions, many of them at the poles, the date line, the equator or Greenwich. */
  @Provide
  Arbitrary<GeoPoint> points() {
    return Combinators.combine(
            coordinates(GeoPoint.MAX_LATITUDE), coordinates(GeoPoint.MAX_LONGITUDE))
        .as(GeoPoint::of)
        .withoutEdgeCases();
  }

  private static Arbitrary<Double> coordinates(double limit) {
    return Arbitraries.oneOf(
        uniform(-limit, limit),
        uniform(-limit, limit),
        uniform(limit - 0.01, limit),
        uniform(-limit, -limit + 0.01),
        uniform(-0.001, 0.001),
        Arbitraries.of(-limit, 0.0, limit));
  }

  private static Arbitrary<Double> uniform(double min, double max) {
    return Arbitraries.doubles()
        .between(0, 1)
        .ofScale(12)
        .map(share -> Math.max(min, Math.min(max, min + share * (max - min))));
  }
}
