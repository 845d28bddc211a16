package io.popoto.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.annotation.processing.Processor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose constructor Lombok makes, whichever processor comes first. */
class LombokTest {
  private static final String MODEL =
      """
      package shop;

      import io.popoto.annotation.*;
      import lombok.*;

      @Model
      @Getter
      @Setter
      @NoArgsConstructor(access = AccessLevel.PRIVATE)
      public class Cup {
        @KeyField private String name;
        @SortedField private double volume;

        public Cup(String name, double volume) {
          this.name = name;
          this.volume = volume;
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void constructorThatLombokMakesIsNotMissed(boolean lombokFirst) throws Exception {
    Compilation compiled = new Compilation(processors(lombokFirst), MODEL);

    assertThat(compiled.errors()).isEmpty();
    assertThat(compiled.generated()).containsExactly("shop.Cup_");
    assertThat(compiled.load("shop.Cup").getDeclaredConstructor()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void constructorThatNobodyMakesIsMissed(boolean lombokFirst) throws Exception {
    String model = MODEL.replace("@NoArgsConstructor(access = AccessLevel.PRIVATE)", "");

    assertThat(new Compilation(processors(lombokFirst), model).errors())
        .singleElement()
        .asString()
        .contains("there is no constructor without parameters");
  }

  private static List<Processor> processors(boolean lombokFirst) throws Exception {
    List<Processor> processors = new ArrayList<>();
    processors.add(new PopotoProcessor());
    processors.add(
        Class.forName("lombok.launch.AnnotationProcessorHider$AnnotationProcessor")
            .asSubclass(Processor.class)
            .getDeclaredConstructor()
            .newInstance());
    if (lombokFirst) {
      Collections.reverse(processors);
    }
    return processors;
  }
}
