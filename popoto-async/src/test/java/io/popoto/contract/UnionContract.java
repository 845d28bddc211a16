package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alternatives that have indexes, in more calls than one. */
abstract class UnionContract extends Contract {
  private static final int RECORDS = 3_000;
  private static final int BUDGET = 75;

  private Popoto popoto;
  private Repository<Product> products;
  private List<Product> all;

  UnionContract(Api api) {
    super(api);
  }

  @BeforeEach
  void create() {
    popoto = redis.builder().queryBudget(BUDGET).build();
    products = repository(popoto, Product.class);
    redis.use(Product.class);
    all =
        IntStream.range(0, RECORDS)
            .mapToObj(i -> new Product("p%04d".formatted(i), "c" + i % 20, "s" + i % 7, "" + i))
            .toList();
    products.bulkCreate(all);
  }

  @AfterEach
  void close() {
    popoto.close();
  }

  private static Condition category(int number) {
    return Condition.of("category", "c" + number);
  }

  /** Asserts what a condition finds, and that it looked at few more than at its alternatives. */
  private void finds(Condition condition, Predicate<Product> test, int most) {
    Query<Product> query = products.query().filter(condition);
    List<String> names = all.stream().filter(test).map(product -> product.name).toList();
    assertThat(query.orderBy("name").all())
        .extracting(product -> product.name)
        .containsExactlyElementsOf(names);
    assertThat(query.count()).isEqualTo(names.size());
    assertThat(query.keys()).hasSize(names.size());
    assertThat(query.countBy("name"))
        .hasSize(names.size())
        .allSatisfy((name, count) -> assertThat(count).isOne());
    assertThat(query.orderBy("-state", "name").limit(5).offset(2).all())
        .extracting(product -> product.name)
        .containsExactlyElementsOf(
            all.stream()
                .filter(test)
                .sorted(
                    java.util.Comparator.comparing((Product p) -> p.state)
                        .reversed()
                        .thenComparing(p -> p.name))
                .skip(2)
                .limit(5)
                .map(product -> product.name)
                .toList());
    Matcher examined = Pattern.compile("examined: (\\d+)").matcher(query.explain());
    assertThat(examined.find()).isTrue();
    assertThat(Integer.parseInt(examined.group(1))).isBetween(names.size(), most);
  }

  @Test
  void onlyTheAlternativesAreLookedAt() {
    finds(
        category(1).or(category(2)),
        product -> product.category.equals("c1") || product.category.equals("c2"),
        300);
    finds(
        category(3).or(Condition.of("price__lt", 125)),
        product -> product.category.equals("c3") || price(product) < 125,
        280);
    finds(
        category(1).or(Condition.of("name__in", List.of("p0001", "p0003", "gone"))),
        product -> product.category.equals("c1") || product.name.equals("p0003"),
        153);
    finds(
        Condition.of("price__gte", 2_950).or(category(4).or(Condition.of("price__lt", 50))),
        product -> price(product) >= 2_950 || product.category.equals("c4") || price(product) < 50,
        250);
  }

  @Test
  void oneConditionOfAnAlternativeIsEnough() {
    finds(
        category(1).and(Condition.of("state", "s2")).or(Condition.of("price__lt", 150)),
        product ->
            (product.category.equals("c1") && product.state.equals("s2")) || price(product) < 150,
        300);
    finds(
        category(1)
            .and(Condition.of("price__between", List.of(500, 550)))
            .or(category(1).and(Condition.of("price__lt", 250)))
            .or(category(1).not().and(Condition.of("price__gte", 2_995))),
        product ->
            product.category.equals("c1")
                ? price(product) < 250 || (price(product) >= 500 && price(product) <= 550)
                : price(product) >= 2_995,
        400);
  }

  @Test
  void otherConditionsHoldBesideTheAlternatives() {
    finds(
        category(1).or(category(2)).and(Condition.of("state", "s1")),
        product ->
            (product.category.equals("c1") || product.category.equals("c2"))
                && product.state.equals("s1"),
        300);
    Query<Product> query = products.query().filter(category(1).or(category(2)));
    assertThat(query.countBy("category")).isEqualTo(Map.of("c1", 150L, "c2", 150L));
    assertThat(query.max("price")).contains(new BigDecimal("2982"));
  }

  @Test
  void alternativeWithoutAnIndexIsAnsweredAllTheSame() {
    finds(
        category(1).or(Condition.of("state", "s3")),
        product -> product.category.equals("c1") || product.state.equals("s3"),
        RECORDS);
    finds(category(1).or(category(2).not()), product -> !product.category.equals("c2"), RECORDS);
  }

  @Test
  void manyNamesAreTakenInParts() {
    List<String> names = all.stream().map(product -> product.name).limit(1_000).toList();
    finds(
        Condition.of("name__in", names).and(category(1)),
        product -> price(product) < 1_000 && product.category.equals("c1"),
        1_000);
  }

  private static int price(Product product) {
    return product.price.intValue();
  }
}
