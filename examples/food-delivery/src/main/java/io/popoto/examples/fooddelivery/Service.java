package io.popoto.examples.fooddelivery;

import io.javalin.Javalin;
import io.lettuce.core.resource.ClientResources;
import io.popoto.Popoto;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: a web API and its page, workers that give orders to drivers, drivers that
 * move, and customers who order now and then. All records are in a namespace of its own, which is
 * removed at the end.
 */
final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final int WORKERS = 2;
  private static final double METERS_PER_STEP = 36;

  /** What is to be closed, the last one first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final Latencies latencies = new Latencies();
  private final Delivery delivery;
  private int port;

  private Service(String uri) {
    parts.push(timer::shutdownNow);
    parts.push(senders::shutdownNow);
    try {
      delivery = connect(uri);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the service and returns once it answers.
   *
   * @param uri the address of Redis
   * @param port where it listens, on the loopback interface only; 0 for any free port
   */
  static Service start(String uri, int port) {
    return start(uri, port, METERS_PER_STEP);
  }

  static Service start(String uri, int port, double metersPerStep) {
    Service service = new Service(uri);
    try {
      service.open(port, metersPerStep);
      return service;
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private void open(int wantedPort, double metersPerStep) {
    parts.push(delivery::deleteAll);
    new Seed().into(delivery).join();
    LiveFeed feed = new LiveFeed(delivery, senders);
    Javalin web = WebServer.start(delivery, feed, wantedPort);
    parts.push(web::stop);
    parts.push(feed);
    this.port = web.port();
    repeat(100, feed::step);
    repeat(1_000, () -> feed.tell("calls", latencies.next()));
    for (int i = 0; i < WORKERS; i++) {
      OrderWorker worker = new OrderWorker(delivery);
      repeat(500, () -> worker.run().thenCompose(assigned -> worker.retryWaiting()));
    }
    repeat(300, new Fleet(delivery, metersPerStep)::step);
    repeat(4_000, new Demand(delivery)::step);
  }

  /** Returns the repositories that it works on. */
  Delivery delivery() {
    return delivery;
  }

  private Delivery connect(String uri) {
    // tag::latencies[]
    ClientResources resources = ClientResources.builder().commandLatencyRecorder(latencies).build();
    parts.push(() -> resources.shutdown().get());
    Popoto popoto =
        Popoto.builder()
            .uri(uri)
            .namespace("food-delivery-" + UUID.randomUUID())
            .clientResources(resources)
            .build();
    // end::latencies[]
    parts.push(popoto);
    return Delivery.over(popoto, new PrintStream(OutputStream.nullOutputStream()));
  }

  private void repeat(long pauseMillis, Supplier<CompletableFuture<?>> step) {
    parts.push(Loop.start(timer, Duration.ofMillis(pauseMillis), step));
  }

  /** Returns the address of the page. */
  String address() {
    return "http://localhost:" + port;
  }

  /** Ends everything and removes the records. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("Could not close a part of the service: {}", e.toString());
      }
    }
  }
}
