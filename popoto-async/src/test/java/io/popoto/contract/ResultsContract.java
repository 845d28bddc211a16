package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.Row;
import io.popoto.SaveOptions;
import io.popoto.exception.PopotoException;
import io.popoto.exception.QueryException;
import io.popoto.exception.ValidationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What callers may rely on in results, and what the small print of arguments says. */
abstract class ResultsContract extends Contract {
  ResultsContract(Api api) {
    super(api);
  }

  @Test
  void listsAndMapsOfResultsCannotBeChanged() {
    Repository<Product> products = repository(Product.class);
    Product one = new Product("one", "c", "s", "1");
    Product two = new Product("two", "d", "s", "2");
    Map<String, Collection<?>> results = new LinkedHashMap<>();
    results.put("bulkCreate", products.bulkCreate(List.of(one, two)));
    List<Key<Product>> keys = List.of(products.key("one"), products.key("none"));
    results.put("getMany", products.getMany(keys));
    results.put("getManyPresent", products.getManyPresent(keys));
    results.put("scanKeys", products.scanKeys("*"));
    results.put("all", products.query().all());
    results.put("all of none", products.query().filter("category", "none").all());
    results.put("keys", products.query().keys());
    results.put("page", products.query().limit(1).page().items());
    results.put("distinct", products.query().distinct("category"));
    results.put("countBy", products.query().countBy("category").entrySet());
    List<Row> rows = products.query().values("name", "state").all();
    results.put("rows", rows);
    results.put("row", rows.get(0).asMap().entrySet());
    results.put("damaged", products.checkIndexes().damagedKeys());
    results.put("orphans", products.checkIndexes().orphans().entrySet());

    results.forEach(
        (name, result) ->
            assertThatThrownBy(
                    () -> {
                      result.removeIf(each -> true);
                      result.add(null);
                    })
                .as(name)
                .isInstanceOf(UnsupportedOperationException.class));
    assertThat(products.query().count()).isEqualTo(2);
  }

  @Test
  void onlyIfKnowsNoOtherModel() {
    Repository<Painter> painters = repository(Painter.class);
    Repository<Painting> paintings = repository(Painting.class);
    Painter painter = painters.create(new Painter("p", 1, "Paris"));
    Painting painting = paintings.create(new Painting("t", 1900, Ref.of(painter)));

    for (Condition condition :
        List.of(
            Condition.of("painter__rating__gt", 0),
            Condition.of("year", 1900).and(Condition.of("painter__rating", 1)),
            Condition.of("painter__rating", 1).not(),
            Condition.of("year", 1).or(Condition.of("painter__name", "p")))) {
      assertThatThrownBy(() -> paintings.save(painting, SaveOptions.onlyIf(condition)))
          .isInstanceOf(QueryException.class);
    }
    assertThat(
            paintings.save(painting, SaveOptions.onlyIf(Condition.of("painter", Ref.of(painter)))))
        .isNotNull();
  }

  @Test
  void numbersBeyondTheRangeOfADoubleAreRefusedWhereTheyAreOrdered() {
    Repository<Measure> measures = repository(Measure.class);
    for (String text : List.of("1E309", "-1E309", "1.8E+308", "1E+2000000000")) {
      BigDecimal beyond = new BigDecimal(text);
      Measure measure = new Measure();
      measure.name = "m";
      measure.amount = beyond;
      assertThatThrownBy(() -> measures.create(measure)).isInstanceOf(ValidationException.class);
      for (String lookup : List.of("amount", "amount__gt", "amount__lte")) {
        assertRefused(measures, lookup, beyond);
      }
      assertRefused(measures, "amount__in", List.of(BigDecimal.ONE, beyond));
      assertRefused(measures, "amount__between", List.of(BigDecimal.ONE.min(beyond), beyond));
    }
    assertRefused(measures, "big__lt", BigInteger.TEN.pow(400));
    // Small ones are within it.
    assertThat(measures.query().filter("amount__lt", new BigDecimal("1E-400")).all()).isEmpty();
    assertThat(measures.query().count()).isZero();
  }

  private static void assertRefused(Repository<Measure> measures, String lookup, Object operand) {
    assertThatThrownBy(() -> measures.query().filter(lookup, operand).all())
        .as(lookup + " " + operand.getClass())
        .isInstanceOf(QueryException.class)
        .isInstanceOf(PopotoException.class);
  }

  @Test
  void optionalsAreNeverNull() {
    Repository<Product> products = repository(Product.class);

    assertThat(
            Stream.<Optional<?>>of(
                products.load("none"),
                products.query().first(),
                products.query().last(),
                products.query().get(),
                products.query().min("price"),
                products.query().max("price")))
        .allMatch(Optional::isEmpty);
  }
}
