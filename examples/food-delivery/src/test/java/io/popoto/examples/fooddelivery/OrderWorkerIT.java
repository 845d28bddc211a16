package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.Ref;
import io.popoto.geo.GeoPoint;
import io.popoto.testing.RedisServers;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderWorkerIT {
  private static final GeoPoint CORNER = GeoPoint.of(40.748, -73.985);

  private Popoto popoto;
  private Delivery delivery;

  @BeforeEach
  void connect() {
    String namespace = "order-worker-" + UUID.randomUUID();
    popoto = Popoto.builder().uri(RedisServers.uri()).namespace(namespace).build();
    delivery = Delivery.over(popoto, new PrintStream(OutputStream.nullOutputStream()));
  }

  @AfterEach
  void remove() {
    delivery.deleteAll();
    popoto.close();
  }

  @Test
  void noDriverGetsTwoOrdersHoweverManyWorkersRun() {
    create(60, 15);

    List<CompletableFuture<Integer>> workers =
        Stream.generate(() -> new OrderWorker(delivery).run()).limit(4).toList();
    int assigned = workers.stream().mapToInt(CompletableFuture::join).sum();

    List<Order> orders = delivery.orders().query().all().join();
    List<Ref<Driver>> drivers =
        orders.stream().map(order -> order.driver).filter(driver -> !driver.isEmpty()).toList();
    assertThat(assigned).isEqualTo(15);
    assertThat(drivers).hasSize(15).doesNotHaveDuplicates();
    assertThat(count("assigned")).isEqualTo(15);
    assertThat(count("waiting")).isEqualTo(45);
    assertThat(delivery.drivers().query().filter("active", true).count().join()).isZero();
  }

  @Test
  void everyOrderGetsADriverWhenThereAreEnough() {
    create(12, 20);

    List<CompletableFuture<Integer>> workers =
        Stream.generate(() -> new OrderWorker(delivery).run()).limit(2).toList();
    workers.forEach(CompletableFuture::join);

    assertThat(count("assigned")).isEqualTo(12);
    assertThat(delivery.drivers().query().filter("active", true).count().join()).isEqualTo(8);
  }

  private long count(String status) {
    return delivery.orders().query().filter("status", status).count().join();
  }

  private void create(int orders, int drivers) {
    Customer jane = new Customer("jane", "jane@example.com", "Jane", CORNER);
    Restaurant siam = new Restaurant("Siam Garden", "Thai", 4.7, CORNER);
    Stream.of(
            Stream.of(delivery.customers().create(jane), delivery.restaurants().create(siam)),
            IntStream.range(0, drivers)
                .mapToObj(i -> new Driver("Driver " + i, "555-" + i, 4.5, CORNER))
                .map(delivery.drivers()::create),
            IntStream.range(0, orders)
                .mapToObj(i -> new Order(jane, siam, i))
                .map(delivery.orders()::create))
        .flatMap(creates -> creates)
        .toList()
        .forEach(CompletableFuture::join);
  }
}
