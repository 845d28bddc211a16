package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.popoto.internal.scan.Plugins;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  /** Its failure would only be felt as a slow first call. */
  @Test
  void itSucceeds() {
    EngineConfig config =
        new EngineConfig(
            RedisURI.create("redis://localhost"),
            Duration.ofSeconds(1),
            "",
            Clock.systemUTC(),
            Runnable::run,
            null,
            UnaryOperator.identity(),
            null,
            List.of(),
            false,
            false,
            1,
            1,
            1,
            failure -> {},
            model -> {},
            policy -> {},
            null);

    assertThat(Rehearsal.begin(config, Plugins.load(), List.of()))
        .succeedsWithin(Duration.ofSeconds(20));
  }
}
