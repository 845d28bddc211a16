package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @Test
  void withoutArgumentsIsTheTourOnAServerOfItsOwn() {
    assertThat(Options.of()).isEqualTo(new Options(false, null, 7070));
  }

  @Test
  void optionsComeInAnyOrder() {
    assertThat(Options.of("--port", "0", "--redis", "redis://here", "--serve"))
        .isEqualTo(new Options(true, "redis://here", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--sreve", "--redis", "--serve --port", "--port 80", "serve", "--serve x"})
  void whatItDoesNotKnowIsRefusedWithTheUsage(String line) {
    assertThatThrownBy(() -> Options.of(line.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[--serve [--port N]] [--redis URI]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http"})
  void aPortIsANumberThatCanBe(String port) {
    assertThatThrownBy(() -> Options.of("--serve", "--port", port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--port must be a number from 0 to 65535, not " + port);
  }
}
