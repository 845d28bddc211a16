package io.popoto.internal.scan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.exception.MappingException;
import io.popoto.internal.codec.Codecs;
import io.popoto.processor.Compilation;
import org.junit.jupiter.api.Test;

/** Sources are compiled here, without the processor that would refuse them earlier. */
class ModelScannerTest {
  private static final String HEAD =
      """
      package faulty;
      import io.popoto.annotation.*;
      import java.util.*;
      """;

  private static void assertFaults(String source, String... faults) {
    Class<?> model = Compilation.plain(HEAD + source).load("faulty.Faulty");
    assertThatThrownBy(() -> new ModelScanner(Codecs.standard(), Plugins.load()).scan(model))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageContainingAll(faults);
  }

  @Test
  void aMissingConstructorHidesNoOtherFault() {
    assertFaults(
        """
        @Model(orderBy = "nope") class Faulty {
          @KeyField List<String> name;
          int limit;
          Faulty(String x) {}
        }
        """,
        "Faulty.name: a key needs",
        "Faulty.limit: this name is reserved",
        "there is no constructor without parameters",
        "orderBy names \"nope\"");
  }

  @Test
  void aConstructorThatThrowsIsAFaultAmongOthers() {
    assertFaults(
        """
        @Model(ttlSeconds = 0) class Faulty {
          @KeyField double name;
          Faulty() { throw new IllegalStateException("not now"); }
        }
        """,
        "ttlSeconds",
        "Faulty.name: a key needs",
        "its constructor without parameters throws java.lang.IllegalStateException: not now");
    assertFaults(
        """
        @Model class Faulty {
          @KeyField String name;
          Faulty() throws java.io.IOException { throw new java.io.IOException("no disk"); }
        }
        """,
        "java.io.IOException: no disk");
  }

  @Test
  void aTypeThatJacksonCannotReadIsAFault() {
    assertFaults(
        """
        @Model(ttlSeconds = 0) class Faulty {
          interface Shape {}
          @KeyField String name;
          Shape shape;
          Optional<List<Shape>> shapes;
        }
        """,
        "ttlSeconds",
        "Faulty.shape: it could be stored but never loaded",
        "Faulty.shapes: it could be stored but never loaded",
        "faulty.Faulty$Shape");
  }
}
