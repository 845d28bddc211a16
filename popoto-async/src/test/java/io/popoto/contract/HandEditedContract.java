package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries of records that others have changed or deleted behind the library's back. */
abstract class HandEditedContract extends Contract {
  HandEditedContract(Api api) {
    super(api);
  }

  private Repository<Product> products() {
    Repository<Product> products = repository(Product.class);
    products.bulkCreate(
        IntStream.range(0, 40)
            .mapToObj(i -> new Product("p%02d".formatted(i), "books", "new", "" + i))
            .toList());
    return products;
  }

  private String key(int number) {
    return redis.redisKey("Product:p%02d".formatted(number));
  }

  private static List<String> names(List<Product> products) {
    return products.stream().map(product -> product.name).toList();
  }

  @Test
  void rowsSatisfyTheirQueryWhateverTheIndexesSay() {
    Repository<Product> products = products();
    for (int i = 0; i < 40; i += 2) {
      RawRedis.commands().hset(key(i), Map.of("category", "toys", "price", "" + (1_000 + i)));
    }
    List<String> odd = IntStream.range(0, 20).mapToObj(i -> "p%02d".formatted(2 * i + 1)).toList();
    Query<Product> books = products.query().filter("category", "books");
    Query<Product> cheap = products.query().filter("price__lt", 100);

    for (Query<Product> query : List.of(books, cheap, books.filter("price__lt", 100))) {
      assertThat(names(query.all())).isEqualTo(odd);
      assertThat(names(query.limit(12).all())).isEqualTo(odd.subList(0, 12));
      assertThat(names(query.limit(12).offset(3).all())).hasSize(12);
      assertThat(query.first()).isPresent();
      assertThat(names(query.stream().toList())).isEqualTo(odd);
      assertThat(query.values("name").all()).hasSize(20);
      assertThat(query.orderBy("-price").limit(5).all())
          .allSatisfy(product -> assertThat(product.category).isEqualTo("books"));
    }
    assertThat(books.filter("name", "p02").get()).isEmpty();
    assertThat(products.query().filter("price", 1_002).all()).isEmpty();
    assertThat(products.load("p02").orElseThrow().category).isEqualTo("toys");
    assertThat(products.query().all()).hasSize(40);
    assertThat(products.rebuildIndexes()).isEqualTo(40);
    assertThat(products.query().filter("category", "toys").count()).isEqualTo(20);
  }

  @Test
  void recordWithEntriesUnderSeveralValuesComesOnce() {
    Repository<Product> products = products();
    String index = redis.redisKey("popoto:Product:");
    for (int i = 0; i < 40; i += 2) {
      String id = "p%02d".formatted(i);
      RawRedis.commands().sadd(index + "eq:category:toys", id);
      RawRedis.commands().zadd(index + "sorted:price", 500 + i, "0\0" + id);
    }
    List<String> all = IntStream.range(0, 40).mapToObj("p%02d"::formatted).toList();
    Query<Product> both = products.query().filter("category__in", List.of("books", "toys"));
    Query<Product> ranges =
        products.query().filter(Condition.of("price__lt", 100).or(Condition.of("price__gt", 400)));

    for (Query<Product> query : List.of(both, ranges.orderBy("name"))) {
      assertThat(names(query.all())).isEqualTo(all);
      assertThat(names(query.limit(15).all())).isEqualTo(all.subList(0, 15));
      assertThat(names(query.limit(15).offset(10).all())).isEqualTo(all.subList(10, 25));
      assertThat(names(query.stream().toList())).isEqualTo(all);
      assertThat(query.values("name").all()).hasSize(40);
    }
    assertThat(products.cleanIndexes()).isEqualTo(40);
  }

  @Test
  void editedKeyFieldSatisfiesNoConditionOnIt() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    items.create(new Item("b", 2));
    RawRedis.commands().hset(redis.redisKey("Item:a"), "name", "other");

    assertThat(items.query().filter("name", "a").all()).isEmpty();
    assertThat(items.query().filter("name__in", List.of("a", "b")).all()).hasSize(1);
    assertThat(items.query().filter("name__startswith", "a").all()).isEmpty();
    assertThat(items.delete("a")).isTrue();
  }

  @Test
  void whatIsGoneGivesNoRowAndIsCountedUntilItIsCleaned() {
    Repository<Product> products = products();
    for (int i = 0; i < 10; i++) {
      RawRedis.commands().del(key(i));
    }
    RawRedis.commands().hdel(key(10), "name");
    RawRedis.commands().pexpire(key(11), 1);
    org.awaitility.Awaitility.await().until(() -> RawRedis.commands().exists(key(11)).equals(0L));
    List<String> left = IntStream.range(12, 40).mapToObj(i -> "p" + i).toList();
    Query<Product> books = products.query().filter("category", "books");

    for (Query<Product> query : List.of(books, products.query(), books.orderBy("price"))) {
      assertThat(names(query.all())).isEqualTo(left);
      assertThat(names(query.limit(5).all())).isEqualTo(left.subList(0, 5));
      assertThat(query.first().orElseThrow().name).isEqualTo("p12");
      assertThat(names(query.limit(6).page().items())).isEqualTo(left.subList(0, 6));
      assertThat(query.stream()).hasSize(28);
      assertThat(query.count()).isBetween(28L, 40L);
    }

    assertThat(products.cleanIndexes()).isPositive();
    assertThat(books.count()).isEqualTo(28);
    assertThat(products.query().keys()).hasSize(28);
  }

  @Test
  void longPagesAreFullAlsoInPartsWhenRecordsAreGone() {
    for (int budget : new int[] {100, 12_000}) {
      try (Popoto popoto = redis.builder().queryBudget(budget).build()) {
        Repository<Product> products = repository(popoto, Product.class);
        redis.use(Product.class);
        products.bulkCreate(
            IntStream.range(0, 600)
                .mapToObj(i -> new Product("q%03d".formatted(i), "books", "new", "" + i % 400))
                .toList());
        for (int i = 0; i < 600; i += 3) {
          RawRedis.commands().del(redis.redisKey("Product:q%03d".formatted(i)));
        }
        List<String> left =
            IntStream.range(0, 600).filter(i -> i % 3 != 0).mapToObj("q%03d"::formatted).toList();
        Query<Product> some = products.query().filter("state", "new");

        assertThat(names(some.limit(Integer.MAX_VALUE).all())).isEqualTo(left);
        assertThat(names(some.limit(150).all())).isEqualTo(left.subList(0, 150));
        assertThat(names(some.limit(150).offset(20).all())).isEqualTo(left.subList(20, 170));
        assertThat(some.orderBy("-price").limit(150).all())
            .hasSize(150)
            .extracting(product -> product.price)
            .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(names(some.all())).isEqualTo(left);
        products.cleanIndexes();
        products.deleteAll();
      }
    }
  }

  @Test
  @Damages
  void aLongResultIsWithoutTheRecordWhoseOrderCannotBeDecoded() {
    Repository<Product> products = repository(Product.class);
    products.bulkCreate(
        IntStream.range(0, 200)
            .mapToObj(i -> new Product("q%03d".formatted(i), "books", "new", "" + i))
            .toList());
    RawRedis.commands().hset(redis.redisKey("Product:q150"), "price", "much");

    assertThat(names(products.query().orderBy("-price").limit(190).all()))
        .hasSize(190)
        .doesNotContain("q150");
    assertThat(products.query().filter("category", "books").all()).hasSize(199);
  }

  @Test
  @Damages
  void keyThatIsNoHashIsNoRecordAndHidesNone() {
    for (int count : new int[] {40, 200}) {
      Repository<Product> products = repository(Product.class);
      products.bulkCreate(
          IntStream.range(0, count)
              .mapToObj(i -> new Product("q%03d".formatted(i), "books", "new", "" + i))
              .toList());
      List<Key<Product>> keys = products.query().keys();
      String edited = redis.redisKey("Product:q007");
      RawRedis.commands().del(edited);
      RawRedis.commands().set(edited, "no hash");
      Query<Product> books = products.query().filter("category", "books");

      for (Query<Product> query :
          List.of(products.query(), books, books.filter("state", "new"), books.orderBy("-price"))) {
        assertThat(names(query.all())).hasSize(count - 1).doesNotContain("q007");
        assertThat(query.stream()).hasSize(count - 1);
        assertThat(query.limit(9).all()).hasSize(9);
      }
      assertThat(books.countBy("category")).containsEntry("books", count - 1L);
      assertThat(products.getManyPresent(keys)).hasSize(count - 1);
      assertThat(products.getMany(keys).get(keys.indexOf(products.key("q007")))).isEmpty();
      long orphans = products.checkIndexes().total();
      assertThat(orphans).isPositive();
      assertThat(products.cleanIndexes()).isEqualTo(orphans);
      assertThat(books.count()).isEqualTo(count - 1);
      assertThat(products.rebuildIndexes()).isEqualTo(count - 1);
      assertThat(products.deleteAll()).isEqualTo(count - 1);
      assertThat(RawRedis.commands().get(edited)).isEqualTo("no hash");
      RawRedis.commands().del(edited);
    }
  }
}
