package io.popoto.geo;

import io.popoto.spi.IndexKind;
import io.popoto.spi.Plugin;
import io.popoto.spi.ValueCodec;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Objects;

// tag::plugin[]
/** What this module adds to the core; found by the service loader. */
public final class GeoPlugin implements Plugin {
  @Override
  public List<IndexKind> indexKinds() {
    return List.of(new GeoKind());
  }

  @Override
  public Map<Class<?>, ValueCodec<?>> codecs() {
    return Map.of(GeoPoint.class, new GeoCodec());
  }

  @Override
  public List<Class<?>> samples() {
    return List.of(GeoSample.class);
  }

  @Override
  public List<URL> fragments() {
    return List.of(Objects.requireNonNull(GeoPlugin.class.getResource("/io/popoto/geo/geo.lua")));
  }
}
// end::plugin[]
