package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.exception.QueryException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceUnitTest {

  @ParameterizedTest
  @CsvSource({
    "m, METERS",
    "M, METERS",
    "meter, METERS",
    "Meters, METERS",
    "km, KILOMETERS",
    "KM, KILOMETERS",
    "kilometer, KILOMETERS",
    "KILOMETERS, KILOMETERS",
    "ft, FEET",
    "foot, FEET",
    "feet, FEET",
    "mi, MILES",
    "Mile, MILES",
    "miles, MILES"
  })
  void symbolsAndNamesAreUnderstoodInAnyCase(String name, DistanceUnit unit) {
    assertThat(DistanceUnit.parse(name)).isEqualTo(unit);
  }

  @Test
  void namesAreUnderstoodWhateverTheLocaleOfTheUserIs() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(DistanceUnit.parse("MI")).isEqualTo(DistanceUnit.MILES);
      assertThat(DistanceUnit.parse("KILOMETERS")).isEqualTo(DistanceUnit.KILOMETERS);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yd", "", " ", "kms", "m ", "null"})
  void anotherNameIsRefusedWithTheNamesThereAre(String name) {
    assertThatThrownBy(() -> DistanceUnit.parse(name))
        .isInstanceOf(QueryException.class)
        .hasMessage("Unknown unit of distance \"" + name + "\". Use one of m, km, ft and mi.");
  }

  @ParameterizedTest
  @EnumSource
  void theSymbolOfAUnitNamesIt(DistanceUnit unit) {
    assertThat(DistanceUnit.parse(unit.symbol())).isEqualTo(unit);
  }

  @ParameterizedTest
  @CsvSource({"METERS, 1", "KILOMETERS, 1000", "FEET, 0.3048", "MILES, 1609.34"})
  void factorsAreThoseOfRedis(DistanceUnit unit, double meters) {
    assertThat(unit.toMeters(1)).isEqualTo(meters);
    assertThat(unit.fromMeters(meters)).isEqualTo(1);
  }
}
