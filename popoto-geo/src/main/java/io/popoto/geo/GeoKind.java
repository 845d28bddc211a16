package io.popoto.geo;

import io.popoto.exception.QueryException;
import io.popoto.metadata.FieldInfo;
import io.popoto.metadata.IndexInfo.Structure;
import io.popoto.spi.Criterion;
import io.popoto.spi.IndexKind;
import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.lang.annotation.Annotation;
import java.util.Optional;

// tag::kind[]
/** A sorted set of ids by geohash, as Redis' own geo commands keep it. */
final class GeoKind implements IndexKind {
  @Override
  public String name() {
    return "geo";
  }

  @Override
  public Structure structure() {
    return Structure.ZSET;
  }

  @Override
  public boolean serves(Annotation annotation) {
    return annotation instanceof GeoField;
  }

  @Override
  public boolean remembersNull() {
    return false;
  }

  @Override
  public Optional<ScoreCodec<?>> scores(FieldInfo field, ValueCodec<?> codec) {
    if (field.type() != GeoPoint.class) {
      throw new IllegalArgumentException(
          "@GeoField needs a GeoPoint, not " + field.type().getTypeName() + ".");
    }
    return Optional.of(GeoCodec.SCORES);
  }

  @Override
  public Optional<Criterion> lookup(String name, Object operand) {
    if (!name.equals("near")) {
      return Optional.empty();
    }
    if (operand instanceof Near near) {
      return Optional.of(near.criterion());
    }
    throw new QueryException(
        "__near needs Near.of(point, radius, unit), but got " + operand.getClass().getName() + ".");
  }
}
// end::kind[]
