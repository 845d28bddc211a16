package io.popoto.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    "-1E-499, -9988~"
  })
  void spellsOutExponentAndDigits(String number, String token) {
    assertThat(DecimalToken.of(new BigDecimal(number))).isEqualTo(token);
  }

  @Test
  void equalNumbersHaveOneToken() {
    assertThat(DecimalToken.of(new BigDecimal("1E+2")))
        .isEqualTo(DecimalToken.of(new BigDecimal("100.00")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+500", "-1E+500", "1E-500", "1E+2147483647", "1E-2147483647"})
  void refusesExponentsOfMoreThanThreeDigits(String number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DecimalToken.of(new BigDecimal(number)))
        .withMessageContaining("exponent");
  }
}
