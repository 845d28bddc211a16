package io.popoto.internal.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Domain(Values.class)
class TextTest {

  @Property
  void anyStringReloadsEqual(@ForAll String text) {
    assertThat(Text.string(Text.bytes(text))).isEqualTo(text);
  }

  @Property
  void onlyOneTextHasTheBytes(@ForAll("almostText") byte[] bytes) {
    try {
      assertThat(Text.bytes(Text.string(bytes))).isEqualTo(bytes);
    } catch (IllegalArgumentException malformed) {
      assertThat(malformed).hasMessageContaining("byte");
    }
  }

  @Property
  void ordersAsCodePointsDo(@ForAll String left, @ForAll String right) {
    int[] one = left.codePoints().toArray();
    int[] other = right.codePoints().toArray();
    assertThat(Integer.signum(Text.compare(Text.bytes(left), Text.bytes(right))))
        .isEqualTo(Integer.signum(Arrays.compare(one, other)));
  }

  @Provide
  Arbitrary<byte[]> almostText() {
    return Arbitraries.of("61", "ed", "a0", "bd", "b8", "80", "c3", "ef", "bf", "eda0bd", "edb880")
        .list()
        .ofMaxSize(6)
        .map(hex -> HexFormat.of().parseHex(String.join("", hex)));
  }

  @Test
  void ordinaryTextIsUtf8() {
    assertThat(Text.bytes("Crème 日本 😀 ?")).isEqualTo("Crème 日本 😀 ?".getBytes(UTF_8));
    assertThat(Text.string("a\uFFFDb".getBytes(UTF_8))).isEqualTo("a\uFFFDb");
  }

  @Test
  void unpairedSurrogatesAreThreeBytes() {
    assertThat(hex(Text.bytes("a\uD83D"))).isEqualTo("61eda0bd");
    assertThat(hex(Text.bytes("\uDE00\uD83D"))).isEqualTo("edb880eda0bd");
    assertThat(Text.string(Text.bytes("\uDE00\uD83Dx\uFFFD😀"))).isEqualTo("\uDE00\uD83Dx\uFFFD😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff", // no lead byte
        "c3", // cut off
        "61c0af", // a slash in two bytes
        "eda0", // half a surrogate
        "eda0bdedb880", // a pair as two surrogates
        "eda0bdff", // garbage after a surrogate
        "f4908080" // beyond the last code point
      })
  void refusesWhatIsNotText(String hex) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.string(HexFormat.of().parseHex(hex)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
