package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.exception.DecodeException;
import io.popoto.exception.UniqueConstraintException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LeftOutTest {
  private final List<String> logged = new ArrayList<>();
  private final List<DecodeException> told = new ArrayList<>();
  private final Logger log =
      (Logger)
          Proxy.newProxyInstance(
              Logger.class.getClassLoader(),
              new Class<?>[] {Logger.class},
              (proxy, method, arguments) -> {
                logged.add(method.getName() + Arrays.deepToString(arguments));
                return null;
              });

  @Test
  void eachRecordIsLoggedOnceWithoutWhatIsStored() {
    LeftOut leftOut = new LeftOut(log, told::add);
    for (int i = 0; i < 3; i++) {
      leftOut.accept(
          new DecodeException("User:a", "card", "s3cret", new NumberFormatException("s3cret")));
      leftOut.accept(new DecodeException("User:b", "card", "s3cret", null));
      leftOut.accept(new DecodeException("User:b", new IllegalStateException("s3cret")));
    }
    assertThat(told).hasSize(9);
    assertThat(logged)
        .hasSize(3)
        .allMatch(line -> line.startsWith("warn") && !line.contains("s3cret"))
        .anyMatch(line -> line.contains("User:a"));
  }

  @Test
  void longValuesAreShortenedInMessages() {
    String value = "x".repeat(99) + "😀" + "y".repeat(1_000_000);

    UniqueConstraintException unique = new UniqueConstraintException("User", "email", value);
    assertThat(unique.getMessage()).hasSizeLessThan(250).contains("xxx…", "1000101 characters");
    assertThat(unique.value()).isEqualTo(value);
    DecodeException decode =
        new DecodeException("User:a", "email", value, new IllegalArgumentException(value));
    assertThat(decode.getMessage()).hasSizeLessThan(400).contains("1000101 characters");
    assertThat(decode.storedText()).isEqualTo(value);
  }
}
