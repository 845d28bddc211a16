package io.popoto.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTokenTest {

  @ParameterizedTest
  @CsvSource({
    "0.000, 0",
    "12.5, 1501125",
    "-12.5, -498874~",
    "1.00, 15001",
    "9.99E+499, 1999999",
    "1E-499, 10011",
    "-9.99E+499, -000000~",
    "-1E-499, -9988~",
    "1.2E+500, 21000000050012",
    "1.2E-500, 00999999950012",
    "-1.2E+500, ',0999999950087~'",
    "-1.2E-500, .1000000050087~"
  })
  void spellsOutExponentAndDigits(String number, String token) {
    assertThat(DecimalToken.of(new BigDecimal(number))).isEqualTo(token);
  }

  @Test
  void equalNumbersHaveOneToken() {
    assertThat(DecimalToken.of(new BigDecimal("1E+2")))
        .isEqualTo(DecimalToken.of(new BigDecimal("100.00")));
  }

  @Test
  void hasTheOrderOfTheNumbersWhateverTheirExponents() {
    List<BigDecimal> ordered =
        Stream.of("0", "1E-2147483647", "1E-501", "1E-500", "1.1E-500", "9E-500", "1E-499", "1")
            .map(BigDecimal::new)
            .collect(Collectors.toCollection(ArrayList::new));
    for (String number : List.of("9E+499", "1E+500", "1.1E+500", "1E+501", "1E+2147483647")) {
      ordered.add(new BigDecimal(number));
    }
    for (BigDecimal number : List.copyOf(ordered.subList(1, ordered.size()))) {
      ordered.add(0, number.negate());
    }

    assertThat(ordered.stream().map(number -> DecimalToken.of(number) + "\0").toList())
        .isSortedAccordingTo(Comparator.naturalOrder());
  }
}
