package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.exception.QueryException;
import io.popoto.query.Attribute;
import io.popoto.query.ScalarAttribute;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.RedisServers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows, and Java records made of some fields. */
abstract class ProjectionContract extends Contract {
  ProjectionContract(Api api) {
    super(api);
  }

  record Price(String name, BigDecimal price) {}

  record Mixed(Optional<String> maybe, Integer boxedNumber, int number, Duration duration) {}

  record Wide(Number boxedNumber, Comparable<Instant> instant, List<String> list) {}

  record Unknown(String name, String colour) {}

  record WrongType(String name, int price) {}

  record NullAsNumber(int boxedNumber) {}

  record Picky(String name) {
    Picky {
      if (name.equals("b")) {
        throw new IllegalArgumentException("not b");
      }
    }
  }

  private Repository<Product> products() {
    Repository<Product> products = repository(Product.class);
    products.create(new Product("a", "books", "new", "3"));
    products.create(new Product("b", "books", "old", "2"));
    products.create(new Product("c", "toys", "new", "1"));
    return products;
  }

  @Test
  void projectionsComeWithAnyFilterAndOrder() {
    Query<Product> books = products().query().filter("category", "books");
    Price a = new Price("a", new BigDecimal("3"));
    Price b = new Price("b", new BigDecimal("2"));

    assertThat(books.as(Price.class).all()).containsExactly(a, b);
    assertThat(books.orderBy("price").as(Price.class).all()).containsExactly(b, a);
    assertThat(books.as(Price.class).orderBy("state", "-name").limit(1).all()).containsExactly(a);
    assertThat(books.as(Price.class).filter("state", "old").get()).contains(b);
    assertThat(books.as(Price.class).last()).contains(b);
    assertThat(books.as(Price.class).offset(1).page().items()).containsExactly(b);
    assertThat(books.as(Price.class).stream()).containsExactly(a, b);
    assertThat(books.as(Price.class).count()).isEqualTo(2);
  }

  @Test
  void onlyTheFieldsOfAProjectionAreRead() {
    Query<Product> books = products().query().filter("category", "books").limit(5);
    books.as(Price.class).all();
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      books.as(Price.class).all();

      assertThat(monitor.commands())
          .filteredOn(command -> command.toString().contains(redis.namespace()))
          .singleElement()
          .satisfies(
              command ->
                  assertThat(command.get(4))
                      .contains("\"returns\":[\"name\",\"price\",\"category\"]")
                      .doesNotContain("state"));
    }
  }

  @Test
  void componentsHaveTheTypesOfTheFields() {
    Repository<AllTypes> all = repository(AllTypes.class);
    AllTypes full = new AllTypes("full");
    full.maybe = Optional.of("x");
    full.boxedNumber = 7;
    full.number = 8;
    full.duration = Duration.ofNanos(9);
    full.instant = Instant.parse("2024-01-01T00:00:00.123456789Z");
    full.list = List.of("a", "b");
    all.create(full);
    all.create(new AllTypes("nulls"));

    assertThat(all.query().as(Mixed.class).all())
        .containsExactly(
            new Mixed(Optional.of("x"), 7, 8, Duration.ofNanos(9)),
            new Mixed(Optional.empty(), null, 0, null));
    assertThat(all.query().as(Wide.class).first())
        .contains(new Wide(7, full.instant, List.of("a", "b")));
  }

  @Test
  void recordsThatDoNotFitAreRefused() {
    Repository<Product> products = products();

    refused(() -> products.query().as(Unknown.class).all(), "colour");
    refused(() -> products.query().as(WrongType.class).all(), "price");
    refused(() -> products.query().as(String.class).all(), "no record");
    refused(() -> repository(AllTypes.class).query().as(NullAsNumber.class).all(), "boxedNumber");
    assertThatThrownBy(() -> products.query().as(Picky.class).all())
        .hasStackTraceContaining("not b");
  }

  @Test
  void rowsAreTypedByAttributes() {
    Attribute<Product, BigDecimal> price = new ScalarAttribute<>("price");
    Attribute<Product, String> name = new ScalarAttribute<>("name");

    List<Row> rows = new ArrayList<>(products().query().orderBy("-price").values("price").all());

    BigDecimal first = rows.get(0).get(price);
    assertThat(first).isEqualTo(new BigDecimal("3"));
    assertThat(rows.get(0).get("price")).isEqualTo(first);
    assertThat(rows.get(0)).isNotEqualTo(rows.get(1)).hasToString("{price=3}");
    assertThatThrownBy(() -> rows.get(0).get(name)).isExactlyInstanceOf(QueryException.class);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String what) {
    assertThatThrownBy(call).isExactlyInstanceOf(QueryException.class).hasMessageContaining(what);
  }
}
