package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.Ref;
import io.popoto.Row;
import io.popoto.docs.metamodel.Customer;
import io.popoto.docs.metamodel.Order;
import io.popoto.docs.metamodel.Order_;
import io.popoto.testing.RedisServers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The generated classes in asynchronous queries. */
class AsyncMetamodelIT {
  @Test
  void attributesSelectOrderAndReadRows() {
    try (Popoto popoto =
        Popoto.builder()
            .uri(RedisServers.uri())
            .namespace("async-metamodel-" + UUID.randomUUID())
            .build()) {
      AsyncRepository<Order> orders = AsyncPopoto.of(popoto).repository(Order.class);
      Ref<Customer> jane = Ref.of(new Customer("jane", "Jane"));
      CompletableFuture.allOf(
              orders.create(new Order(jane, 20, "pending")),
              orders.create(new Order(jane, 50, "assigned")),
              orders.create(new Order(jane, 90, "done")))
          .join();
      List<Row> rows =
          orders
              .query()
              .filter(Order_.status.ne("pending"), Order_.customer.eq(jane))
              .orderBy(Order_.total.desc())
              .values(Order_.total)
              .all()
              .join();
      assertThat(rows).extracting(row -> row.get(Order_.total)).containsExactly(90.0, 50.0);
      orders.deleteAll().join();
    }
  }
}
