package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.exception.MappingException;
import io.popoto.processor.Compilation;
import org.junit.jupiter.api.Test;

/**
 * Classes that cannot be models are refused when they are first used. Their sources are compiled
 * here, without the processor that would refuse them earlier.
 */
abstract class MappingContract extends Contract {
  private static final String HEAD =
      """
      package faulty;
      import io.popoto.Ref;
      import io.popoto.annotation.*;
      import java.util.List;
      """;

  MappingContract(Api api) {
    super(api);
  }

  @Test
  void optionsOfTheModelAreChecked() {
    refused("@Model(orderBy = \"nope\") class Faulty { @KeyField String name; }", "nope");
    refused("@Model(ttlSeconds = -1) class Faulty { @KeyField String name; }", "ttlSeconds");
    refused("@Model(ttlSeconds = 0) class Faulty { @KeyField String name; }", "ttlSeconds");
    refused("@Model(name = \"a/b\") class Faulty { @KeyField String name; }", "a/b");
    refused(withIndex("{\"name\", \"nope\"}"), "nope");
    refused(withIndex("{}"), "index");
    refused(withIndex("{\"name\", \"name\"}"), "index");
  }

  @Test
  void fieldsAreChecked() {
    refused(withField("int limit;"), "limit");
    refused(withField("int price__gte;"), "price__gte");
    refused(withField("@KeyField List<String> names;"), "names");
    refused(withField("@AutoKeyField long id;"), "id");
    refused(withField("@AutoKeyField @Field(nullable = true) String id;"), "id");
    refused(withField("@SortedField(partitionBy = \"nope\") int rank;"), "nope");
    refused(withField("@SortedField @UniqueField String code;"), "code");
    refused(withField("@SortedField java.awt.Point place;"), "place");
    refused(withField("final int size = 1;"), "size");
    refused(withField("@Relationship Ref<String> other;"), "other");
    refused(withField("@Relationship String other;"), "other");
    refused(withField("@Field(maxLength = 3) int code;"), "code");
  }

  @Test
  void classItselfIsChecked() {
    refused("class Faulty { @KeyField String name; }", "@Model");
    refused("@Model class Faulty { @KeyField String name; Faulty(int i) {} }", "constructor");
    refused("@Model abstract class Faulty { @KeyField String name; }", "made");
    refused(
        "@Model class Faulty { String name; Faulty() { throw new IllegalStateException(\"no\"); } }",
        "no");
    refused(
        "class Outer { @Model class Faulty { @KeyField String name; } }",
        "faulty.Outer$Faulty",
        "static");
  }

  @Test
  void allFaultsOfAClassAreToldAtOnce() {
    Class<?> type =
        compiled(
            """
            @Model(orderBy = "nope", ttlSeconds = -1)
            class Faulty { @KeyField List<String> names; int limit; Faulty(int i) {} }
            """,
            "faulty.Faulty");

    assertThatThrownBy(() -> repository(type))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageContainingAll("nope", "ttlSeconds", "names", "limit", "constructor");
  }

  @Test
  void twoClassesCannotShareAName() {
    repository(Item.class);

    refused("@Model(name = \"Item\") class Faulty { @KeyField String name; }", "Item");
  }

  private static String withIndex(String fields) {
    return "@Model(indexes = @Index(fields = %s)) class Faulty { @KeyField String name; }"
        .formatted(fields);
  }

  private static String withField(String field) {
    return "@Model class Faulty { @KeyField String name; %s }".formatted(field);
  }

  private void refused(String source, String message) {
    refused(source, "faulty.Faulty", message);
  }

  private void refused(String source, String name, String message) {
    Class<?> type = compiled(source, name);
    assertThatThrownBy(() -> repository(type))
        .as(source)
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageContaining(message);
  }

  private static Class<?> compiled(String source, String name) {
    return Compilation.plain(HEAD + source).load(name);
  }
}
