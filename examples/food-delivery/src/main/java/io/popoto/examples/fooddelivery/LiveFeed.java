package io.popoto.examples.fooddelivery;

import io.javalin.http.sse.SseClient;
import io.popoto.Key;
import io.popoto.Listening;
import io.popoto.examples.fooddelivery.View.CityView;
import io.popoto.examples.fooddelivery.View.CustomerView;
import io.popoto.examples.fooddelivery.View.DriverView;
import io.popoto.examples.fooddelivery.View.OrderView;
import io.popoto.examples.fooddelivery.View.Picture;
import io.popoto.examples.fooddelivery.View.RestaurantView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Tells open pages what changes. The events of Redis say which records have changed; a step reads
 * these in one go. As events are delivered at most once, each page starts with a whole picture, and
 * gets another one now and then.
 */
final class LiveFeed implements AutoCloseable {
  private static final long PICTURE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int MOST_ORDERS = 12;

  private final Delivery delivery;
  private final Executor executor;
  private final Set<Key<Driver>> changedDrivers = ConcurrentHashMap.newKeySet();
  private final Set<Key<Order>> changedOrders = ConcurrentHashMap.newKeySet();
  private final Set<Screen> screens = ConcurrentHashMap.newKeySet();
  private final List<Listening> listenings;
  private volatile long nextPicture = System.nanoTime();

  LiveFeed(Delivery delivery, Executor executor) {
    this.delivery = delivery;
    this.executor = executor;
    // tag::listen[]
    this.listenings =
        List.of(
            delivery.drivers().listen(event -> changedDrivers.add(event.key())).join(),
            delivery.orders().listen(event -> changedOrders.add(event.key())).join());
    // end::listen[]
  }

  /** Adds a page that has been opened. */
  void join(SseClient client) {
    client.keepAlive();
    screens.add(new Screen(client, executor));
    nextPicture = System.nanoTime();
  }

  /** Tells every page what has changed since the last step. */
  CompletableFuture<?> step() {
    screens.removeIf(Screen::isClosed);
    List<Key<Driver>> movers = drain(changedDrivers);
    List<String> orders = drain(changedOrders).stream().map(Key::id).toList();
    if (screens.isEmpty()) {
      return done();
    }
    if (System.nanoTime() - nextPicture >= 0) {
      return picture().thenAccept(this::show);
    }
    return CompletableFuture.allOf(
            movers.isEmpty() ? done() : drivers(movers).thenAccept(it -> tell("drivers", it)),
            orders.isEmpty() ? done() : orders(orders).thenAccept(it -> tell("orders", it)))
        .whenComplete(
            (told, failure) -> {
              if (failure != null) {
                nextPicture = System.nanoTime();
              }
            });
  }

  /** Tells every page something. */
  CompletableFuture<?> tell(String event, Object content) {
    String json = View.JSON.writeValueAsString(content);
    screens.forEach(screen -> screen.tell(event, json));
    return done();
  }

  private void show(Picture picture) {
    nextPicture = System.nanoTime() + PICTURE_NANOS;
    String json = View.JSON.writeValueAsString(picture);
    screens.forEach(screen -> screen.show(json));
  }

  // tag::changed[]
  private CompletableFuture<List<DriverView>> drivers(List<Key<Driver>> keys) {
    return delivery.drivers().getManyPresent(keys).thenApply(all -> views(all, DriverView::of));
  }

  private CompletableFuture<List<OrderView>> orders(List<String> ids) {
    return delivery
        .orders()
        .query()
        .filter("orderId__in", ids)
        .with("customer", "restaurant", "driver")
        .all()
        .thenApply(all -> views(all, OrderView::of));
  }

  // end::changed[]

  private CompletableFuture<Picture> picture() {
    CompletableFuture<List<Restaurant>> restaurants = delivery.restaurants().query().all();
    CompletableFuture<List<Customer>> customers = delivery.customers().query().all();
    CompletableFuture<List<Driver>> drivers = delivery.drivers().query().all();
    CompletableFuture<List<Order>> orders =
        delivery.orders().query().with("customer", "restaurant", "driver").limit(MOST_ORDERS).all();
    return CompletableFuture.allOf(restaurants, customers, drivers, orders)
        .thenApply(
            all ->
                new Picture(
                    CityView.CITY,
                    views(restaurants.join(), RestaurantView::of),
                    views(customers.join(), CustomerView::of),
                    views(drivers.join(), DriverView::of),
                    views(orders.join(), OrderView::of)));
  }

  private static <T, V> List<V> views(List<T> all, Function<T, V> view) {
    return all.stream().map(view).toList();
  }

  private static <K> List<K> drain(Set<K> set) {
    List<K> all = new ArrayList<>(set);
    all.forEach(set::remove);
    return all;
  }

  private static CompletableFuture<?> done() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    listenings.forEach(Listening::close);
    screens.forEach(Screen::close);
  }
}
