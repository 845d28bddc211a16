package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.query.Attribute;
import org.junit.jupiter.api.Test;

class GeoMetamodelTest {
  @Model
  record Stop(@KeyField String name, @GeoField GeoPoint location) {}

  @Test
  void aPlaceHasItsNameAloneBecauseOnlyThePluginAsksIt() {
    Attribute<Stop, GeoPoint> location = GeoMetamodelTest_Stop_.location;
    assertThat(location.getClass()).isEqualTo(Attribute.class);
    assertThat(location).hasToString("location");
  }
}
