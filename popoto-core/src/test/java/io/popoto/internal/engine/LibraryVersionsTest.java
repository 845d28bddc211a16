package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.Version;

class LibraryVersionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"5.3.7.RELEASE/1", "6.3.2.RELEASE/8941aea", "6.6.0.RELEASE/643c16f"})
  void lettuceThatSendsWritesAgainIsRefusedWithTheVersionToAskFor(String version) {
    assertThatThrownBy(() -> LibraryVersions.checkLettuce(version))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(version)
        .hasMessageContaining("io.lettuce:lettuce-core to 6.8.2.RELEASE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"6.7.1.RELEASE/1", "6.8.2.RELEASE/2", "7.0.0.RELEASE", "10.0.0", "unknown"})
  void laterLettuceIsAccepted(String version) {
    assertThatCode(() -> LibraryVersions.checkLettuce(version)).doesNotThrowAnyException();
  }

  @Test
  void jacksonBesideOlderAnnotationsIsRefusedWithTheVersionToAskFor() {
    assertThatThrownBy(() -> LibraryVersions.checkJackson(version(1), new ClassLoader(null) {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("com.fasterxml.jackson.annotation.JsonSerializeAs")
        .hasMessageContaining("jackson-annotations to 2.22");
  }

  @Test
  void firstJackson3NeedsNoLaterAnnotations() {
    assertThatCode(() -> LibraryVersions.checkJackson(version(0), new ClassLoader(null) {}))
        .doesNotThrowAnyException();
  }

  private static Version version(int minor) {
    return new Version(3, minor, 0, null, "tools.jackson.core", "jackson-databind");
  }

  @Test
  void whatTheBuildUsesIsAccepted() {
    assertThatCode(LibraryVersions::check).doesNotThrowAnyException();
  }
}
