package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries in many calls, while other records come, go and change. */
abstract class MovingContract extends Contract {
  private static final int STAYING = 600;

  MovingContract(Api api) {
    super(api);
  }

  private static Product moving(int i) {
    return new Product("m%03d".formatted(i % 200), i % 3 == 0 ? "toys" : "books", "new", "" + i);
  }

  @Test
  void recordsThatMatchThroughoutComeExactlyOnce() {
    AtomicBoolean done = new AtomicBoolean();
    try (Popoto popoto = redis.builder().queryBudget(100).build()) {
      Repository<Product> products = repository(popoto, Product.class);
      redis.use(Product.class);
      List<Product> staying =
          IntStream.range(0, STAYING)
              .mapToObj(i -> new Product("p%03d".formatted(i), "books", "kept", "" + i * 3))
              .toList();
      products.bulkCreate(staying);
      List<String> names = staying.stream().map(product -> product.name).toList();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; !done.get(); i++) {
                  products.save(moving(i * 7));
                  products.delete(products.key("m%03d".formatted(i * 13 % 200)));
                }
              },
              task -> new Thread(task, "writer").start());
      Query<Product> books = products.query().filter("category", "books");
      try {
        for (int round = 0; round < 5; round++) {
          for (Query<Product> query :
              List.of(
                  books,
                  books.orderBy("-price"),
                  products.query().filter("price__gte", 0),
                  products.query().filter(Condition.of("category__in", List.of("books", "toys"))),
                  products
                      .query()
                      .filter(Condition.of("category", "toys").or(Condition.of("price__gte", 0))),
                  products.query().exclude("category", "toys"))) {
            List<String> found = query.all().stream().map(product -> product.name).toList();
            assertThat(found).doesNotHaveDuplicates();
            assertThat(found.stream().filter(name -> name.startsWith("p")).sorted())
                .isEqualTo(names);
            assertThat(query.keys()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(STAYING);
            assertThat(query.filter("state", "kept").count()).isEqualTo(STAYING);
            assertThat(query.countBy("name"))
                .allSatisfy((name, count) -> assertThat(count).isOne());
            assertThat(query.filter("state", "kept").stream()).hasSize(STAYING);
          }
        }
      } finally {
        done.set(true);
        writer.join();
      }
    }
  }

  @Test
  void pageAlongAnOrderHasNoRecordTwice() {
    AtomicBoolean done = new AtomicBoolean();
    try (Popoto popoto = redis.builder().queryBudget(400).build()) {
      Repository<Product> products = repository(popoto, Product.class);
      redis.use(Product.class);
      products.bulkCreate(
          IntStream.range(0, 1_000)
              .mapToObj(
                  i ->
                      new Product(
                          "p%04d".formatted(i), "books", i % 10 == 0 ? "kept" : "new", "" + i))
              .toList());
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; !done.get(); i++) {
                  products.save(new Product("m", "books", "kept", i % 2 == 0 ? "-1" : "700"));
                }
              },
              task -> new Thread(task, "writer").start());
      Query<Product> kept = products.query().filter("state", "kept").orderBy("price").limit(80);
      try {
        for (int round = 0; round < 100; round++) {
          assertThat(kept.all())
              .extracting(product -> product.name)
              .doesNotHaveDuplicates()
              .hasSize(80);
          assertThat(kept.keys()).doesNotHaveDuplicates().hasSize(80);
        }
      } finally {
        done.set(true);
        writer.join();
      }
    }
  }

  @Test
  void longResultsAreInTheOrderOfTheValuesTheyHave() {
    AtomicBoolean done = new AtomicBoolean();
    Repository<Product> products = repository(Product.class);
    List<Product> all =
        IntStream.range(0, 400)
            .mapToObj(i -> new Product("p%03d".formatted(i), "books", "kept", "" + i))
            .toList();
    products.bulkCreate(all);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !done.get(); i++) {
                products.save(
                    new Product("p%03d".formatted(i % 400), "books", "kept", "" + i * 7 % 401));
              }
            },
            task -> new Thread(task, "writer").start());
    try {
      for (int round = 0; round < 50; round++) {
        for (Query<Product> query :
            List.of(products.query(), products.query().limit(300), products.query().limit(150))) {
          assertThat(query.orderBy("-price").all())
              .extracting(product -> product.price)
              .isSortedAccordingTo(Comparator.reverseOrder());
        }
      }
    } finally {
      done.set(true);
      writer.join();
    }
  }
}
