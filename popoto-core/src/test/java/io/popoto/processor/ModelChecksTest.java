package io.popoto.processor;

import static org.assertj.core.api.Assertions.assertThat;

import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;

class ModelChecksTest {
  private static final String HEAD =
      """
      package shop;
      import io.popoto.Ref;
      import io.popoto.annotation.*;
      import java.util.*;
      """;

  @Test
  void aFaultOfAFieldStandsAtTheField() {
    Compilation compilation =
        Compilation.of(
            HEAD
                + """
                @Model class Shop {
                  @KeyField String id;
                  @Version
                  String version;
                }
                """);
    assertThat(compilation.messages())
        .containsExactly(
            new Compilation.Message(
                Kind.ERROR,
                "String version;",
                "shop.Shop.version: @Version needs a long, not java.lang.String."));
  }

  @Test
  void aFaultOfTheClassStandsAtItsAnnotation() {
    Compilation compilation =
        Compilation.of(
            HEAD
                + """
                @Deprecated
                @Model(orderBy = "-price")
                class Shop { @KeyField String id; }
                """);
    assertThat(compilation.messages())
        .containsExactly(
            new Compilation.Message(
                Kind.ERROR,
                "@Model(orderBy = \"-price\")",
                "shop.Shop: orderBy names \"price\", but there is no such field."));
  }

  @Test
  void aFaultOfAFieldInASuperclassStandsThere() {
    Compilation compilation =
        Compilation.of(
            HEAD + "@Model class Shop extends Base { @KeyField String id; }",
            HEAD + "class Base {\n  @AutoKeyField\n  int number;\n}");
    assertThat(compilation.messages())
        .containsExactly(
            new Compilation.Message(
                Kind.ERROR,
                "int number;",
                "shop.Shop.number: @AutoKeyField needs a String, not int."));
  }

  @Test
  void allFaultsOfAFieldAreReported() {
    Compilation compilation =
        Compilation.of(HEAD + "@Model class Shop { @KeyField @Version List<String> a__b; }");
    assertThat(compilation.errors())
        .containsExactly(
            "shop.Shop.a__b: has several meanings, [KEY, VERSION]; a field has one.",
            "shop.Shop.a__b: \"__\" separates a field from a lookup and cannot be in a name.",
            "shop.Shop.a__b: a key needs a type whose text is short and exact, such as String, int,"
                + " UUID or LocalDate, not java.util.List<java.lang.String>.");
  }

  @Test
  void theMetamodelIsMadeInSpiteOfFaults() {
    Compilation compilation =
        Compilation.of(HEAD + "@Model(ttlSeconds = 0) class Shop { @KeyField String id; }");
    assertThat(compilation.generated()).containsExactly("shop.Shop_");
  }

  @Test
  void typesThatMayHaveACodecAreLeftToTheScan() {
    Compilation compilation =
        Compilation.of(
            HEAD
                + """
                @Model class Shop {
                  enum Size { SMALL, BIG }
                  @KeyField Currency currency;
                  @SortedField Size size;
                  @SortedField Locale locale;
                }
                """);
    assertThat(compilation.messages()).isEmpty();
  }
}
