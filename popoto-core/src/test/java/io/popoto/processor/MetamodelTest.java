package io.popoto.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetamodelTest {
  private static final String CUSTOMER =
      """
      package shop;
      import io.popoto.annotation.*;
      @Model public class Customer {
        @KeyField private String username;
        int visits;
      }
      """;

  private static final String ORDER =
      """
      package shop;
      import io.popoto.Ref;
      import io.popoto.annotation.*;
      import java.time.Instant;
      import java.util.*;
      @Model(orderBy = "-createdAt")
      public class Order {
        public enum Status { NEW, PAID }
        private enum Secret { YES, NO }
        public static int made;
        transient int cached;
        @Ignore int ignored;
        @AutoKeyField String orderId;
        @Relationship private Ref<Customer> customer;
        @SortedField double total;
        @IndexedField Status status;
        @IndexedField String code;
        @IndexedField Set<String> tags;
        @DatetimeField Instant createdAt;
        @DatetimeField(indexed = false) Instant updatedAt;
        Optional<Integer> guests = Optional.empty();
        Map<String, List<Integer>> extras;
        byte[] photo;
        String note;
        Secret secret;
        @Version long version;
      }
      """;

  @Test
  void eachStoredFieldBecomesAConstantOfWhatItCanBeAsked() {
    Compilation compilation = Compilation.of(ORDER, CUSTOMER);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.source("shop.Order_"))
        .isEqualTo(
            """
            package shop;

            import io.popoto.query.Attribute;
            import io.popoto.query.ComparableAttribute;
            import io.popoto.query.ReferenceAttribute;
            import io.popoto.query.ScalarAttribute;
            import io.popoto.query.TagsAttribute;
            import io.popoto.query.TextAttribute;
            import java.time.Instant;
            import java.util.List;
            import java.util.Map;
            import java.util.Set;
            import javax.annotation.processing.Generated;

            /** The fields of {@link Order}. */
            @Generated("io.popoto.processor.PopotoProcessor")
            public final class Order_ {
              /** The field {@code orderId}. */
              public static final TextAttribute<Order> orderId = new TextAttribute<>("orderId");

              /** The field {@code customer}. */
              public static final ReferenceAttribute<Order, Customer> customer = new ReferenceAttribute<>("customer");

              /** The field {@code total}. */
              public static final ComparableAttribute<Order, Double> total = new ComparableAttribute<>("total");

              /** The field {@code status}. */
              public static final ScalarAttribute<Order, Order.Status> status = new ScalarAttribute<>("status");

              /** The field {@code code}. */
              public static final TextAttribute<Order> code = new TextAttribute<>("code");

              /** The field {@code tags}. */
              public static final TagsAttribute<Order, Set<String>> tags = new TagsAttribute<>("tags");

              /** The field {@code createdAt}. */
              public static final ComparableAttribute<Order, Instant> createdAt = new ComparableAttribute<>("createdAt");

              /** The field {@code updatedAt}. */
              public static final ScalarAttribute<Order, Instant> updatedAt = new ScalarAttribute<>("updatedAt");

              /** The field {@code guests}. */
              public static final ScalarAttribute<Order, Integer> guests = new ScalarAttribute<>("guests");

              /** The field {@code extras}. */
              public static final Attribute<Order, Map<String, List<Integer>>> extras = new Attribute<>("extras");

              /** The field {@code photo}. */
              public static final ScalarAttribute<Order, byte[]> photo = new ScalarAttribute<>("photo");

              /** The field {@code note}. */
              public static final ScalarAttribute<Order, String> note = new ScalarAttribute<>("note");

              /** The field {@code secret}. */
              public static final ScalarAttribute<Order, Object> secret = new ScalarAttribute<>("secret");

              /** The field {@code version}. */
              public static final ScalarAttribute<Order, Long> version = new ScalarAttribute<>("version");

              private Order_() {}
            }
            """);
  }

  @Test
  void theSameSourcesGiveTheSameBytes() {
    Compilation first = Compilation.of(ORDER, CUSTOMER);
    Compilation second = Compilation.of(CUSTOMER, ORDER);
    assertThat(first.generated()).containsExactlyInAnyOrder("shop.Order_", "shop.Customer_");
    for (String name : first.generated()) {
      assertThat(second.source(name)).isEqualTo(first.source(name)).doesNotContain("\r");
    }
  }

  @Test
  void aRecordHasItsComponents() {
    String source =
        """
        package shop;
        import io.popoto.annotation.*;
        @Model public record Reservation(
            @KeyField String restaurant, @SortedKeyField String guest, @Ignore int seen, int size) {}
        """;
    Compilation compilation = Compilation.of(source);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.source("shop.Reservation_"))
        .contains("TextAttribute<Reservation> restaurant")
        .contains("ComparableTextAttribute<Reservation> guest")
        .contains("ScalarAttribute<Reservation, Integer> size")
        .doesNotContain("seen");
  }

  @Test
  void aNestedModelIsNamedAfterItsOuterClassesToo() {
    String source =
        """
        package shop;
        import io.popoto.annotation.*;
        public class Outer {
          @Model static class Inner { @KeyField String id; Inner() {} }
          @Model public record Line(@KeyField String id) {}
          @Model private static class Hidden { @KeyField String id; Hidden() {} }
          interface Deep { @Model class Est { @KeyField String id; } }
        }
        """;
    Compilation compilation = Compilation.of(source);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated())
        .containsExactly("shop.Outer_Inner_", "shop.Outer_Line_", "shop.Outer_Deep_Est_");
    assertThat(compilation.source("shop.Outer_Inner_"))
        .contains("\nfinal class Outer_Inner_ {")
        .contains("TextAttribute<Outer.Inner> id");
    assertThat(compilation.source("shop.Outer_Line_"))
        .contains("\npublic final class Outer_Line_ {");
  }

  @Test
  void inheritedFieldsAreThereWithTheTypesOfTheModel() {
    String base =
        """
        package base;
        import io.popoto.annotation.*;
        public abstract class Base<T> {
          protected enum Phase { OLD, NEW }
          @KeyField private String id;
          protected T content;
          Phase phase;
        }
        """;
    String model =
        """
        package shop;
        import java.util.List;
        @io.popoto.annotation.Model class Box extends base.Base<List<String>> {}
        """;
    Compilation compilation = Compilation.of(model, base);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.source("shop.Box_"))
        .contains("TextAttribute<Box> id")
        .contains("Attribute<Box, List<String>> content")
        .contains("ScalarAttribute<Box, Object> phase");
  }

  @Test
  void classesOfOneNameAreToldApart() {
    String string = "package shop; public class String {}";
    String list = "package shop; public class List {}";
    String model =
        """
        package shop;
        import io.popoto.annotation.*;
        @Model class Attribute {
          @KeyField java.lang.String id;
          String own;
          java.lang.String foreign;
          List mine;
          java.util.List<java.lang.String> theirs;
        }
        """;
    Compilation compilation = Compilation.of(model, string, list);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.source("shop.Attribute_"))
        .contains("ScalarAttribute<Attribute, String> own")
        .contains("ScalarAttribute<Attribute, java.lang.String> foreign")
        .contains("ScalarAttribute<Attribute, List> mine")
        .contains("io.popoto.query.Attribute<Attribute, java.util.List<java.lang.String>> theirs");
  }

  @Test
  void rawGenericAndDeprecatedTypesGiveNoWarnings() {
    String old = "package shop; @Deprecated public class Old {}";
    String model =
        """
        package shop;
        import io.popoto.annotation.*;
        import java.util.*;
        @Model @SuppressWarnings({"rawtypes", "deprecation"}) class Bag<T extends Number> {
          @KeyField String id;
          List list;
          Map.Entry<? extends Number, ?> entry;
          Old old;
          int[][] grid;
        }
        """;
    Compilation compilation = Compilation.of(model, old);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.source("shop.Bag_"))
        .contains("Attribute<Bag<?>, List<?>> list")
        .contains("ScalarAttribute<Bag<?>, Map.Entry<? extends Number, ?>> entry")
        .contains("Attribute<Bag<?>, int[][]> grid")
        .contains("@SuppressWarnings");
  }

  @Test
  void aFieldOfAPluginHasItsNameAlone() {
    String annotation =
        """
        package shop;
        @io.popoto.annotation.PluginField public @interface Located {}
        """;
    String model =
        """
        package shop;
        import io.popoto.annotation.*;
        @Model(orderBy = "place") class Shop { @KeyField String id; @Located String place; }
        """;
    Compilation compilation = Compilation.of(model, annotation);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.source("shop.Shop_")).contains(" Attribute<Shop, String> place");
  }

  @Test
  void theModelsOrderMakesItsFieldComparable() {
    String model =
        """
        package shop;
        import io.popoto.annotation.*;
        @Model(orderBy = "-rank") class Shop { @KeyField String id; int rank; }
        """;
    assertThat(Compilation.of(model).source("shop.Shop_"))
        .contains("ComparableAttribute<Shop, Integer> rank");
    String byKey =
        """
        package shop;
        import io.popoto.annotation.*;
        @Model(orderBy = "id") class Shop { @KeyField String id; }
        """;
    assertThat(Compilation.of(byKey).source("shop.Shop_")).contains(" TextAttribute<Shop> id");
  }

  @Test
  void aModelWithoutAPackageIsServedAsWell() {
    Compilation compilation =
        Compilation.of("@io.popoto.annotation.Model class Lone { String text; Lone other; }");
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated()).isEqualTo(List.of("Lone_"));
  }

  @Test
  void typesOfOtherProcessorsAreWaitedFor() {
    String model =
        """
        package shop;
        @io.popoto.annotation.Model class Shop {
          @io.popoto.annotation.KeyField String id;
          Made made;
        }
        """;
    Compilation compilation =
        new Compilation(List.of(new PopotoProcessor(), new MakingProcessor()), model);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.source("shop.Shop_")).contains("ScalarAttribute<Shop, Made> made");
  }

  @Test
  void modelsOfOtherProcessorsAreWaitedForAlsoInReferences() {
    String model =
        """
        package shop;
        @io.popoto.annotation.Model class Shop {
          @io.popoto.annotation.KeyField String id;
          @io.popoto.annotation.Relationship io.popoto.Ref<Made> made;
        }
        """;
    Compilation compilation =
        new Compilation(List.of(new PopotoProcessor(), new MakingProcessor()), model);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.source("shop.Shop_")).contains("ReferenceAttribute<Shop, Made> made");
  }
}
