package io.popoto.geo;

import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Stores a point as {@code latitude,longitude}. Its place in an index is its geohash. */
final class GeoCodec implements ValueCodec<GeoPoint> {
  /** The geohash of 52 bits that Redis' own geo commands use as score. */
  static final ScoreCodec<GeoPoint> SCORES =
      new ScoreCodec<>() {
        @Override
        public double score(GeoPoint point) {
          return Geohash.score(point);
        }
      };

  @Override
  public byte[] encode(GeoPoint point) {
    return point.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public GeoPoint decode(byte[] stored) {
    return GeoPoint.parse(new String(stored, StandardCharsets.US_ASCII));
  }

  @Override
  public Optional<ScoreCodec<GeoPoint>> order() {
    return Optional.empty();
  }
}
