package io.popoto.examples.fooddelivery;

import io.popoto.Popoto;
import io.popoto.testing.EmbeddedRedis;
import java.io.PrintStream;
import java.util.List;
import java.util.UUID;

/**
 * Runs a food delivery service for a moment: on a Redis of its own, or on that of {@code --redis
 * URI}, where it uses a namespace of its own and removes it at the end.
 */
public final class FoodDelivery {
  private FoodDelivery() {}

  /**
   * Runs it and prints what each step does.
   *
   * @param args nothing, or {@code --redis} and an address such as {@code redis://localhost:6379}
   */
  public static void main(String[] args) {
    run(args, System.out);
  }

  static void run(String[] args, PrintStream out) {
    if (args.length == 2 && args[0].equals("--redis")) {
      runOn(args[1], out);
    } else if (args.length == 0) {
      try (EmbeddedRedis redis = EmbeddedRedis.start()) {
        runOn(redis.uri(), out);
      }
    } else {
      throw new IllegalArgumentException("Expected --redis URI or nothing, not " + List.of(args));
    }
  }

  private static void runOn(String uri, PrintStream out) {
    String namespace = "food-delivery-" + UUID.randomUUID();
    try (Popoto popoto = Popoto.builder().uri(uri).namespace(namespace).build()) {
      Delivery delivery = Delivery.over(popoto, out);
      try {
        runSteps(delivery);
      } finally {
        delivery.deleteAll();
      }
    }
  }

  private static void runSteps(Delivery delivery) {
    new ModelMethods(delivery).run();
    new ConcurrentCreates(delivery).run();
    new QueryMethods(delivery).run();
    new HomeScreen(delivery).run("foodie42");
    new Dispatch(delivery).run(2);
    new ErrorHandling(delivery).run();
    new BulkOperations(delivery).run();
  }
}
