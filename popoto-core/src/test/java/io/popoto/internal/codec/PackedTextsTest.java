package io.popoto.internal.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTextsTest {
  @Test
  void readsTextsAndWhatIsAbsent() {
    byte[] packed = bytes("\u0094\u00a4Thai\u00c2\u00a0\u00c0");

    assertThat(read(packed)).containsExactly("Thai".getBytes(ISO_8859_1), null, new byte[0], null);
  }

  @ParameterizedTest
  @CsvSource({"31, \u00bf", "32, '\u00D9 '", "255, \u00d9\u00ff", "256, '\u00da\u0001\u0000'"})
  void readsTextsOfAnyLength(int length, String head) {
    String text = "x".repeat(length);

    assertThat(read(bytes("\u0091" + head + text))).containsExactly(text.getBytes(ISO_8859_1));
  }

  @Test
  void readsTextsOfMoreThanSixtyFourKilobytes() {
    String text = "x".repeat(70_000);

    assertThat(read(bytes("\u0091\u00db\u0000\u0001\u0011p" + text)))
        .containsExactly(text.getBytes(ISO_8859_1));
  }

  @Test
  void readsLongLists() {
    assertThat(read(bytes("\u00dc\u0001\u0000" + "\u00a1x".repeat(256)))).hasSize(256);
    assertThat(read(bytes("\u00dd\u0000\u0000\u0000\u0001\u00a1x"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "\u0091",
        "\u0091\u00a2x",
        "\u0091\u0001",
        "\u0092\u00a1x",
        "\u0091\u00d9"
      })
  void refusesAnythingElse(String packed) {
    assertThatIllegalArgumentException().isThrownBy(() -> PackedTexts.read(bytes(packed)));
  }

  private static List<byte[]> read(byte[] packed) {
    return Arrays.asList(PackedTexts.read(packed));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
