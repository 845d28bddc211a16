package io.popoto.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceTest {

  @Test
  void factoriesTakeTheirUnit() {
    assertThat(Distance.meters(5).meters()).isEqualTo(5);
    assertThat(Distance.kilometers(5).meters()).isEqualTo(5000);
    assertThat(Distance.feet(10).meters()).isEqualTo(3.048, within(1e-12));
    assertThat(Distance.miles(1).meters()).isEqualTo(1609.34);
    assertThat(Distance.of(2, DistanceUnit.MILES)).isEqualTo(Distance.miles(2));
  }

  @Test
  void aDistanceIsToldInAnyUnit() {
    Distance distance = Distance.kilometers(5);

    assertThat(distance.in(DistanceUnit.METERS)).isEqualTo(5000);
    assertThat(distance.in(DistanceUnit.MILES)).isEqualTo(3.106863683249034, within(1e-12));
    assertThat(distance.in(DistanceUnit.FEET)).isEqualTo(16404.19947506561, within(1e-9));
  }

  @Property
  void theUnitInWhichItWasGivenTellsTheVeryNumber(
      @ForAll DistanceUnit unit, @ForAll @DoubleRange(min = 0, max = 1e9) double value) {
    assertThat(Distance.of(value, unit).in(unit)).isEqualTo(value);
  }

  @Test
  void equalityAndOrderAreThatOfTheLengthWhateverTheUnit() {
    assertThat(Distance.kilometers(1))
        .isEqualTo(Distance.meters(1000))
        .hasSameHashCodeAs(Distance.meters(1000))
        .isEqualByComparingTo(Distance.meters(1000))
        .isNotEqualTo(Distance.meters(1000.5))
        .isNotEqualTo(1000.0);
    assertThat(Stream.of(Distance.miles(1), Distance.meters(1000), Distance.feet(4000)).sorted())
        .containsExactly(Distance.meters(1000), Distance.feet(4000), Distance.miles(1));
  }

  @Test
  void minusZeroIsZero() {
    assertThat(Distance.meters(-0.0))
        .isEqualTo(Distance.meters(0))
        .hasSameHashCodeAs(Distance.meters(0))
        .hasToString("0.0 m");
  }

  @Test
  void textKeepsTheUnit() {
    assertThat(Distance.kilometers(10)).hasToString("10.0 km");
    assertThat(Distance.miles(2.5)).hasToString("2.5 mi");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE})
  void whatIsNoLengthIsRefused(double value) {
    assertThatThrownBy(() -> Distance.kilometers(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A distance is a finite number that is not negative, but this is " + value + " km.");
  }

  @Test
  void aUnitIsRequired() {
    assertThatThrownBy(() -> Distance.of(1, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("unit");
  }
}
