package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How attempts of many clients are spread. */
class JitterTest {
  private static final int CLIENTS = 20_000;

  private final Random random = new Random(20_261_128);

  /** Each of the numbers is drawn, and none much more often than another. */
  private static void assertEven(LongSupplier draw, long least, long most) {
    int values = Math.toIntExact(most - least + 1);
    int parts = Math.min(10, values);
    int[] drawn = new int[parts];
    int[] width = new int[parts];
    for (int i = 0; i < values; i++) {
      width[(int) ((long) i * parts / values)]++;
    }
    for (int i = 0; i < CLIENTS; i++) {
      long value = draw.getAsLong();
      assertThat(value).isBetween(least, most);
      drawn[(int) ((value - least) * parts / values)]++;
    }
    for (int i = 0; i < parts; i++) {
      double expected = (double) CLIENTS * width[i] / values;
      assertThat(drawn[i])
          .as("part %d", i)
          .isBetween((int) (0.9 * expected), (int) (1.1 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5, 100, 250, 5_000})
  void timesLieEvenlyBetweenHalfAndOneAndAHalf(long time) {
    assertEven(() -> Jitter.of(time, random), time / 2, time / 2 + time);
  }

  @Test
  void nothingStaysNothing() {
    assertThat(Jitter.of(0, random)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 10",
    "1, 5, 10",
    "2, 10, 20",
    "3, 20, 40",
    "4, 40, 80",
    "5, 80, 160",
    "6, 160, 320",
    "7, 250, 500",
    "8, 250, 500",
    "50, 250, 500",
    "70, 250, 500",
    "9223372036854775807, 250, 500"
  })
  void halfOfTheTimeBeforeAnAttemptIsDrawnHoweverManyThereWere(
      long attempt, long least, long most) {
    assertEven(() -> ReconnectDelay.millis(attempt, random), least, most);
    assertThat(new ReconnectDelay().createDelay(attempt))
        .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
  }

  @Test
  void resourcesOfTheUserKeepTheDelayThatWasChosen() {
    Delay constant = Delay.constant(Duration.ofSeconds(1));
    Delay exponential =
        Delay.exponential(Duration.ZERO, Duration.ofSeconds(3), 2, TimeUnit.SECONDS);
    Delay jitter = Delay.fullJitter();

    assertThat(ReconnectDelay.unlessChosen(constant)).isSameAs(constant);
    assertThat(ReconnectDelay.unlessChosen(exponential)).isSameAs(exponential);
    assertThat(ReconnectDelay.unlessChosen(jitter)).isSameAs(jitter);
    assertThat(ReconnectDelay.unlessChosen(Delay.exponential())).isInstanceOf(ReconnectDelay.class);
  }

  @Test
  void resourcesOfTheUserReconnectLikeOursUnlessTheySayOtherwise() {
    ClientResources plain = ClientResources.create();
    ClientResources chosen =
        ClientResources.builder().reconnectDelay(Delay.constant(Duration.ofSeconds(1))).build();
    try {
      assertThat(ExpandingResources.of(plain).reconnectDelay()).isInstanceOf(ReconnectDelay.class);
      assertThat(ExpandingResources.of(chosen).reconnectDelay()).isSameAs(chosen.reconnectDelay());
    } finally {
      plain.shutdown(0, 0, TimeUnit.SECONDS);
      chosen.shutdown(0, 0, TimeUnit.SECONDS);
    }
  }
}
