package io.popoto.examples.fooddelivery;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.popoto.examples.fooddelivery.Input.NewOrder;
import io.popoto.examples.fooddelivery.Nearby.Surroundings;
import io.popoto.examples.fooddelivery.View.DriverView;
import io.popoto.examples.fooddelivery.View.HomeView;
import io.popoto.examples.fooddelivery.View.OrderView;
import io.popoto.examples.fooddelivery.View.Placed;
import io.popoto.examples.fooddelivery.View.Refusal;
import io.popoto.examples.fooddelivery.View.RestaurantView;
import io.popoto.exception.UnavailableException;
import io.popoto.exception.ValidationException;
import io.popoto.geo.Distance;
import io.popoto.geo.GeoPoint;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web API. Each handler returns a future, so no thread waits for Redis. */
final class WebApi {
  private static final Logger LOG = LoggerFactory.getLogger(WebApi.class);

  private final Delivery delivery;
  private final Nearby nearby;

  WebApi(Delivery delivery) {
    this.delivery = delivery;
    this.nearby = new Nearby(delivery);
  }

  void addTo(RoutesConfig routes) {
    routes.post("/orders", this::placeOrder);
    routes.get("/orders/{id}", this::order);
    routes.get("/restaurants/nearby", this::nearbyRestaurants);
    routes.get("/home", this::home);
    routes.exception(HttpResponseException.class, WebApi::refuse);
    routes.exception(ValidationException.class, (e, ctx) -> refuse(ctx, 400, e.getMessage()));
    routes.exception(UnavailableException.class, WebApi::unavailable);
    routes.exception(Exception.class, WebApi::fail);
  }

  // tag::place[]
  private void placeOrder(Context ctx) {
    NewOrder wanted = Input.order(ctx.body());
    CompletableFuture<Customer> customer =
        delivery
            .customers()
            .load(wanted.customerUsername())
            .thenApply(it -> it.orElseThrow(() -> new NotFoundResponse("Customer not found")));
    CompletableFuture<Restaurant> restaurant =
        delivery
            .restaurants()
            .load(wanted.restaurantName())
            .thenApply(it -> it.orElseThrow(() -> new NotFoundResponse("Restaurant not found")));
    ctx.future(
        () ->
            customer
                .thenCombine(restaurant, (who, where) -> new Order(who, where, wanted.total()))
                .thenCompose(delivery.orders()::create)
                .thenAccept(order -> created(ctx, order)));
  }

  // end::place[]

  private static void created(Context ctx, Order order) {
    ctx.status(HttpStatus.CREATED).header("Location", "/orders/" + order.orderId);
    ctx.json(new Placed(order.orderId, order.status, order.total));
  }

  private void order(Context ctx) {
    String id = Input.name("id", ctx.pathParam("id"));
    ctx.future(
        () ->
            delivery
                .orders()
                .query()
                .filter("orderId", id)
                .with("customer", "restaurant", "driver")
                .get()
                .thenApply(it -> it.orElseThrow(() -> new NotFoundResponse("Order not found")))
                .thenAccept(order -> ctx.json(OrderView.of(order))));
  }

  private void nearbyRestaurants(Context ctx) {
    GeoPoint place = Input.place(ctx);
    Distance radius = Input.radius(ctx);
    ctx.future(
        () ->
            nearby
                .restaurants(place, radius)
                .thenAccept(hits -> ctx.json(hits.stream().map(RestaurantView::of).toList())));
  }

  private void home(Context ctx) {
    GeoPoint place = Input.place(ctx);
    Distance radius = Input.radius(ctx);
    long begin = System.nanoTime();
    ctx.future(
        () ->
            nearby
                .surroundings(place, radius)
                .thenAccept(found -> ctx.json(homeView(found, System.nanoTime() - begin))));
  }

  private static HomeView homeView(Surroundings found, long nanos) {
    return new HomeView(
        found.restaurants().stream().map(RestaurantView::of).toList(),
        found.drivers().stream().map(DriverView::of).toList(),
        found.plan(),
        nanos / 1e6);
  }

  private static void refuse(HttpResponseException e, Context ctx) {
    refuse(ctx, e.getStatus(), e.getMessage());
  }

  private static void unavailable(UnavailableException e, Context ctx) {
    refuse(
        ctx,
        503,
        e.outcomeUnknown()
            ? "The database did not answer; the order may have been placed"
            : "The database is not available; nothing was done");
  }

  private static void fail(Exception e, Context ctx) {
    LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
    refuse(ctx, 500, "The request failed");
  }

  private static void refuse(Context ctx, int status, @Nullable String reason) {
    ctx.status(status).json(new Refusal(String.valueOf(reason)));
  }
}
