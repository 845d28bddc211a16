package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.internal.codec.Codecs;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.internal.scan.ModelScanner;
import io.popoto.internal.scan.Plugins;
import org.junit.jupiter.api.Test;

class GeoPluginTest {
  @Test
  void samplesHaveAKeyAndNoFieldIsEmpty() {
    Plugins plugins = Plugins.load();
    assertThat(plugins.samples()).isNotEmpty();
    for (Class<?> sample : plugins.samples()) {
      BoundModel<?> model = new ModelScanner(Codecs.standard(), plugins).scan(sample);
      Object entity = model.decode("sample", new byte[model.fields().size()][]);

      assertThat(model.keyFields()).isNotEmpty();
      for (BoundField field : model.fields()) {
        assertThat(model.get(entity, field)).isNotNull();
      }
    }
  }
}
