package io.popoto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.benchmarks.report.Row;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands behind {@code -Dmeasure=} is understood, or the answer says what would be. */
class SettingsTest {
  @Test
  void measuresAllRowsInShortByDefault() {
    Settings settings = Settings.of(List.of());

    assertThat(settings.name()).isEqualTo("short");
    assertThat(settings.server()).isEmpty();
    assertThat(settings.rows()).containsExactlyInAnyOrder(Row.values());
    assertThat(settings.whole()).isTrue();
    assertThat(settings.again()).isEqualTo("short");
  }

  @Test
  void measuresSomeRowsOnAnotherServer() {
    Settings settings = Settings.of(List.of("full", "load", "server=/somewhere/valkey-server"));

    assertThat(settings.server()).contains(Path.of("/somewhere/valkey-server"));
    assertThat(settings.rows()).containsExactly(Row.LOAD);
    assertThat(settings.whole()).isFalse();
    assertThat(settings.again()).isEqualTo("full server=… load");
  }

  @Test
  void namesTheRowsThatThereAre() {
    assertThatThrownBy(() -> Settings.of(List.of("short", "loda")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loda")
        .hasMessageContainingAll(Arrays.stream(Row.values()).map(Row::id).toArray(String[]::new));
  }

  @Test
  void refusesAnUnknownMode() {
    assertThatThrownBy(() -> Settings.of(List.of("long")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("long");
  }
}
