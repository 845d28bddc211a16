package io.popoto.examples.fooddelivery;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Lets several workers take the pending orders at once. */
final class Dispatch {
  private final Delivery delivery;

  Dispatch(Delivery delivery) {
    this.delivery = delivery;
  }

  void run(int workers) {
    delivery.title(workers + " workers at once");
    List<CompletableFuture<Integer>> running =
        Stream.generate(() -> new OrderWorker(delivery))
            .limit(workers)
            .map(OrderWorker::run)
            .toList();
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    int assigned = running.stream().mapToInt(CompletableFuture::join).sum();
    List<Order> orders = delivery.orders().query().orderBy("-total").all().join();
    orders.forEach(this::show);
    long drivers =
        orders.stream()
            .filter(order -> !order.driver.isEmpty())
            .map(order -> order.driver)
            .distinct()
            .count();
    delivery.say(assigned + " orders went to " + drivers + " different drivers");
  }

  private void show(Order order) {
    String driver = order.driver.load().map(found -> found.name).orElse("nobody yet");
    delivery.say("  order of " + order.total + " is " + order.status + ": " + driver);
  }
}
