package io.popoto.examples.fooddelivery;

import io.popoto.Popoto;
import io.popoto.testing.EmbeddedRedis;
import java.io.PrintStream;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a food delivery service: its steps once, as a tour, or with {@code --serve} the whole
 * service with a web page. It starts a Redis of its own unless there is {@code --redis URI}, where
 * it uses a namespace of its own and removes it at the end.
 */
public final class FoodDelivery {
  private FoodDelivery() {}

  /**
   * Runs it and prints what it does.
   *
   * @param args nothing, or any of {@code --redis URI}, {@code --serve}, {@code --port N}
   */
  public static void main(String[] args) {
    run(args, System.out);
  }

  static void run(String[] args, PrintStream out) {
    Options options = Options.of(args);
    if (options.serve()) {
      serve(options, out);
    } else if (options.redis() != null) {
      tour(options.redis(), out);
    } else {
      try (EmbeddedRedis redis = EmbeddedRedis.start()) {
        tour(redis.uri(), out);
      }
    }
  }

  /** Serves until the program is told to end, by Ctrl-C or a signal. */
  private static void serve(Options options, PrintStream out) {
    if (options.redis() != null) {
      serve(options.redis(), options.port(), () -> {}, out);
    } else {
      EmbeddedRedis redis = EmbeddedRedis.start().closedByCaller();
      serve(redis.uri(), options.port(), redis::close, out);
    }
  }

  private static void serve(String uri, int port, Runnable afterwards, PrintStream out) {
    try (Service service = Service.start(uri, port)) {
      Thread main = Thread.currentThread();
      CountDownLatch end = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndJoin(end, main)));
      out.println("Food delivery is open at " + service.address() + " (Ctrl-C closes it)");
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      afterwards.run();
    }
  }

  private static void endAndJoin(CountDownLatch end, Thread main) {
    end.countDown();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tour(String uri, PrintStream out) {
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
