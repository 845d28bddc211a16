package io.popoto.geo;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;

/** A model with a place, to go through before there are others. */
@Model
final class GeoSample {
  @KeyField String name = "sample";
  @GeoField GeoPoint place = GeoPoint.of(1.5, 2.25);
}
