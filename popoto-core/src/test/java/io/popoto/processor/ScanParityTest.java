package io.popoto.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.popoto.exception.MappingException;
import io.popoto.internal.codec.Codecs;
import io.popoto.internal.scan.ModelScanner;
import io.popoto.internal.scan.Plugins;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The processor and the scan at run time find the same faults, in the same words. */
class ScanParityTest {
  private static final String HEAD =
      """
      package shop;
      import io.popoto.Ref;
      import io.popoto.annotation.*;
      import java.math.*;
      import java.time.*;
      import java.util.*;
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Model(name = \"a:b\") class Shop { @KeyField String id; }",
        "@Model(name = \"popoto\") class Shop { @KeyField String id; }",
        "@Model(ttlSeconds = 0) class Shop { @KeyField String id; }",
        "@Model class Shop { @Ignore int x; static int y; transient int z; }",
        "@Model record Shop() {}",
        "@Model(ttlSeconds = 1L << 40) class Shop { @KeyField String id; }",
        "@Model(ttlSeconds = -5) class Shop { @KeyField String id; }",
        "@Model(orderBy = \"-price\") class Shop { @KeyField String id; }",
        "@Model(orderBy = \"tags\") class Shop { @KeyField String id; List<String> tags; }",
        "@Model(orderBy = \"id\") class Shop { @KeyField UUID id; }",
        "@Model(indexes = @Index(fields = {})) class Shop { @KeyField String id; }",
        "@Model(indexes = @Index(fields = {\"id\", \"id\"})) class Shop { @KeyField String id; }",
        "@Model(indexes = @Index(fields = {\"x\", \"y\"})) class Shop { @KeyField String id; }",
        "@Model class Shop { @KeyField final String id = \"\"; }",
        "@Model class Shop { @KeyField @SortedField String id; }",
        "@Model class Shop { @KeyField @IndexedField @UniqueField @Version String id; }",
        "@Model class Shop { @KeyField String id; Ref<Shop> other; }",
        "@Model class Shop { @KeyField String id; @Relationship String other; }",
        "@Model class Shop { @KeyField String id; @Relationship Ref<?> other; }",
        "@Model class Shop { @KeyField String id; @Relationship Ref<String> other; }",
        "@Model class Shop { @KeyField String id; @Relationship Ref<List<Shop>> other; }",
        "@Model class Shop { @KeyField String id; @Relationship Map.Entry<String, ?> other; }",
        "@Model(orderBy = \"next\") class Shop { @KeyField String id; @Relationship Ref<Shop> next;"
            + " }",
        "@Model class Shop { @KeyField String id; int a__b; }",
        "@Model class Shop { @KeyField String id; int limit, offset, orderBy, values; }",
        "@Model class Shop { @KeyField String id; @Field(name = \"a b\", aliases = \"~\") int x; }",
        "@Model class Shop { @KeyField String id; @Field(maxLength = 0) String text; }",
        "@Model class Shop { @KeyField String id; @Field(maxLength = 5) int[] numbers; }",
        "@Model class Shop { @AutoKeyField UUID id; }",
        "@Model class Shop { @AutoKeyField @Field(nullable = true) String id; }",
        "@Model class Shop { @KeyField String id; @Version int version; }",
        "@Model class Shop { @KeyField String id; @DatetimeField LocalDate day; }",
        "@Model class Shop { @KeyField String id; @DatetimeField List<Integer> day; }",
        "@Model class Shop extends Base { int shared; } class Base { @KeyField String id; int"
            + " shared; }",
        "@Model class Shop { @KeyField String id; int a; @Field(aliases = {\"a\", \"id\"}) int b;"
            + " }",
        "@Model abstract class Shop { @KeyField String id; }",
        "@Model interface Shop {}",
        "@Model enum Shop { A, B }",
        "@Model class Shop { @KeyField String id; Shop(String id) {} }",
        "@Model class Shop { @KeyField String id; @SortedField(partitionBy = \"area\") int x; }",
        "@Model class Shop { @SortedKeyField(partitionBy = {\"area\", \"id\"}) String id; }",
        "@Model class Shop { @KeyField String id; @SortedField byte[] photo; }",
        "@Model class Shop { @KeyField String id; @SortedField Map<String, int[]> map; }",
        "@Model class Shop { @KeyField double id; }",
        "@Model class Shop { @KeyField Optional<BigDecimal> id; @KeyField Object other; }",
        "@Model class Shop { @UniqueKeyField Duration id; }",
        "@Model class Shop { @SortedKeyField ZonedDateTime id; @KeyField String[] parts; }",
        "@Model class Shop<T> { @KeyField T id; @SortedField T rank; }",
        "@Model class Shop<T> { @KeyField String id; T value; }",
        "@Model class Shop<T extends Number> { @KeyField String id; Map<String, ? extends T[]>"
            + " value; }",
        "@Model record Shop<T, U>(@KeyField String id, List<U> value, Optional<T> other) {}",
        "@Model class Shop { @KeyField String id; @Version long a; @Version long b, c; }",
        "@Model class Shop extends Base { @Version Long a; } class Base { @KeyField String id;"
            + " @Version long b; }",
        "@Model class Shop extends Base<String> {} class Base<T> { @KeyField T id; @Version T v; }",
        "@Model class Shop extends Base<Double> {} class Base<T> { @KeyField T id; @Version T v; }",
        "@Model class Shop extends Base<List<String>> {} class Base<T> { @KeyField Optional<T> id;"
            + " }",
        "@Model class Shop { @KeyField String id; List<Ref<Shop>> shops; Ref<Shop>[] array; }",
        "@Model class Shop { @KeyField String id; Map<String, ? extends List<Ref<?>>> map; }",
        "@Model(orderBy = \"no\") class Shop { @KeyField List<String> id; int limit; Shop(int i) {}"
            + " }",
        "@Model abstract class Shop { @KeyField String id; @SortedField(partitionBy = \"x\") UUID"
            + " y; }",
        "@Model record Shop(@KeyField float id, @Version String v, @SortedField UUID rank) {}",
        "@Model record Shop(@KeyField String id, @Ignore int x, @UniqueField @KeyField String y)"
            + " {}",
      })
  void faultsAreTheSame(String source) {
    assertSame(HEAD + source, "shop.Shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Out { @Model class Shop { @KeyField String id; } }",
        "class Out { @Model static class Shop { @KeyField float id; Shop(int i) {} } }",
        "class Out { static class Id {} @Model static class Shop { @Version Map.Entry<String, Id>"
            + " id; } }",
      })
  void faultsOfNestedClassesAreTheSame(String source) {
    assertSame(HEAD + source, "shop.Out$Shop");
  }

  private static void assertSame(String source, String className) {
    List<String> atRunTime = scan(Compilation.plain(source).load(className));
    assertThat(atRunTime).isNotEmpty();
    assertThat(Compilation.of(source).errors()).containsExactlyInAnyOrderElementsOf(atRunTime);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Model class Shop { String note; private Shop() {} }",
        "@Model(orderBy = \"id\") class Shop { @KeyField String id; }",
        "@Model class Shop { @UniqueKeyField LocalTime id; @UniqueField Duration other; }",
        "@Model class Shop { @KeyField char a; @KeyField boolean b; @KeyField OffsetDateTime c; }",
        "@Model class Shop { @KeyField String id; @SortedField Character rank; @SortedField boolean"
            + " x; }",
        "@Model class Shop { @KeyField DayOfWeek day; @KeyField Optional<? extends Integer> number;"
            + " }",
        "@Model class Shop { String a; static final int X = 1; final transient int y = 1; @Ignore"
            + " Ref<?> z; }",
        "@Model class Shop extends Base<Long> {} class Base<T> { @KeyField T id; @SortedField T"
            + " rank; @Version T v; }",
        "@Model class Shop extends Mid<Shop> {} class Mid<R> extends Base<Ref<R>> {} class Base<T>"
            + " { @KeyField String id; @Relationship T up; }",
        "@Model record Shop(@KeyField String id, @Relationship(nullable = true) Ref<Shop> up) {}",
      })
  void soundModelsHaveNoFaults(String source) {
    assertThat(scan(Compilation.plain(HEAD + source).load("shop.Shop"))).isEmpty();
    assertThat(Compilation.of(HEAD + source).messages()).isEmpty();
  }

  private static List<String> scan(Class<?> type) {
    ModelScanner scanner = new ModelScanner(Codecs.standard(), Plugins.load());
    Throwable thrown = catchThrowable(() -> scanner.scan(type));
    if (thrown == null) {
      return List.of();
    }
    assertThat(thrown).isInstanceOf(MappingException.class);
    return thrown.getMessage().lines().skip(1).map(String::strip).toList();
  }
}
