package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.popoto.examples.fooddelivery.Api.Reply;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ServiceIT {
  private static final double FAST = 400;
  private static final Duration LONG = Duration.ofSeconds(90);

  private static Service service;
  private static Api api;

  @BeforeAll
  static void start() {
    service = Service.start(RedisServers.uri(), 0, FAST);
    api = new Api(service.address());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void anOrderIsPlacedGivenToADriverAndDelivered() {
    Reply placed = api.order("foodie42", "Siam Garden", 24.5);

    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.body().get("status").stringValue()).isEqualTo("pending");
    assertThat(placed.body().get("total").doubleValue()).isEqualTo(24.5);
    assertThat(placed.location())
        .isEqualTo("/orders/" + placed.body().get("order_id").stringValue());
    JsonNode delivered =
        await()
            .atMost(LONG)
            .until(
                () -> api.get(placed.location()).body(),
                order -> order.get("status").stringValue().equals("delivered"));
    assertThat(delivered.get("restaurant").stringValue()).isEqualTo("Siam Garden");
    assertThat(delivered.get("customer").stringValue()).isEqualTo("foodie42");
    assertThat(delivered.get("driver").stringValue()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "foodie42:", "*", "日本", "\ud800", "\0"})
  void anUnknownCustomerIsNotFound(String customer) {
    Reply reply = api.order(customer, "Siam Garden", 10);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reason(reply)).isEqualTo("Customer not found");
  }

  @Test
  void anUnknownRestaurantIsNotFound() {
    Reply reply = api.order("foodie42", "Nowhere", 10);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reason(reply)).isEqualTo("Restaurant not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"total\": 10}",
        "{\"customer_username\": \"foodie42\", \"restaurant_name\": \"Siam Garden\"}",
        "{\"customer_username\": \"foodie42\", \"total\": 10}",
        "{\"customer_username\": 42, \"restaurant_name\": \"Siam Garden\", \"total\": 10}",
        "{\"customer_username\": \"\", \"restaurant_name\": \"Siam Garden\", \"total\": 10}",
        "{\"customer_username\": [\"foodie42\"], \"restaurant_name\": \"x\", \"total\": 10}"
      })
  void anOrderThatLacksSomethingIsRefused(String body) {
    assertRefused(api.post("/orders", body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-0.01",
        "10000.01",
        "1e300",
        "1e400",
        "-1e400",
        "1e999999999",
        "1e99999999999",
        "NaN",
        "Infinity",
        "null",
        "true",
        "\"10\"",
        "[10]",
        "{}",
        "0x10",
        "1,5",
        ""
      })
  void aTotalThatIsNoneIsRefused(String total) {
    String body =
        "{\"customer_username\": \"foodie42\", \"restaurant_name\": \"Siam Garden\", \"total\":"
            + " %s}";

    assertRefused(api.post("/orders", body.formatted(total)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "total=10",
        "null",
        "[]",
        "10",
        "\"order\"",
        "{",
        "{}{}",
        "<order/>",
        "\0"
      })
  void aBodyThatIsNoJsonObjectIsRefused(String body) {
    assertRefused(api.post("/orders", body));
  }

  @Test
  void deeplyNestedAndRepeatedFieldsAreRefused() {
    assertRefused(api.post("/orders", "[".repeat(4_000)));
    assertRefused(api.post("/orders", "{\"a\":".repeat(1_500)));
    String order = Api.orderJson("foodie42", "Siam Garden", 10);
    assertRefused(api.post("/orders", order.replace("{", "{\"total\": 11,")));
    assertRefused(api.post("/orders", order.replace("10", "9".repeat(400))));
    assertRefused(api.order("x".repeat(5_000), "Siam Garden", 10));
  }

  @Test
  void aHugeBodyIsRefused() {
    Reply reply = api.post("/orders", "x".repeat(1_000_000));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reason(reply)).isNotBlank();
  }

  @Test
  void restaurantsNearbyComeWithTheNearestFirst() {
    Reply reply = api.get("/restaurants/nearby?lat=40.7484&lon=-73.9857&radius_km=1.5");

    assertThat(reply.status()).isEqualTo(200);
    List<Long> distances = new ArrayList<>();
    reply.body().forEach(it -> distances.add(it.get("distance_m").longValue()));
    assertThat(distances).isNotEmpty().isSorted().allMatch(meters -> meters <= 1_500);
    assertThat(reply.body().get(0).propertyNames())
        .contains("name", "cuisine", "rating", "lat", "lon");
  }

  @Test
  void theRadiusIsFiveKilometersUnlessGiven() {
    JsonNode five = api.get("/restaurants/nearby?lat=40.7484&lon=-73.9857&radius_km=5").body();

    assertThat(api.get("/restaurants/nearby?lat=40.7484&lon=-73.9857").body()).isEqualTo(five);
    assertThat(five).hasSize(30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lat=40.7",
        "lon=-73.9",
        "lat=&lon=",
        "lat=north&lon=west",
        "lat=NaN&lon=-73.9",
        "lat=Infinity&lon=-73.9",
        "lat=40.7f&lon=-73.9",
        "lat=0x1p3&lon=-73.9",
        "lat=90&lon=0",
        "lat=1e400&lon=0",
        "lat=0&lon=180.1",
        "lat=40.7&lon=-73.9&radius_km=0",
        "lat=40.7&lon=-73.9&radius_km=-1",
        "lat=40.7&lon=-73.9&radius_km=NaN",
        "lat=40.7&lon=-73.9&radius_km=100.1",
        "lat=40.7&lon=-73.9&radius_km=1e999999999",
        "lat=40.7&lon=-73.9&radius_km=",
        "lat=40.7&lon=-73.9&radius_km=11111111111111111111111111111111111111"
      })
  void aPlaceThatIsNoneIsRefused(String query) {
    assertRefused(api.get("/restaurants/nearby?" + query));
    assertRefused(api.get("/home?" + query));
  }

  @Test
  void theHomeScreenHasRestaurantsDriversAndThePlan() {
    JsonNode home = api.get("/home?lat=40.7484&lon=-73.9857&radius_km=5").body();

    assertThat(home.get("restaurants")).isNotEmpty();
    assertThat(home.get("drivers")).allMatch(driver -> driver.get("active").booleanValue());
    assertThat(home.get("plan").stringValue()).contains("driven by", "round trips: 1");
    assertThat(home.get("took_ms").doubleValue()).isPositive();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(api.get("/orders/none").status()).isEqualTo(404);
    assertThat(api.get("/nowhere").status()).isEqualTo(404);
    assertThat(reason(api.get("/nowhere"))).isNotBlank();
  }

  @Test
  void noDriverHasTwoOrdersHoweverManyComeAtOnce() {
    List<CompletableFuture<Reply>> posts =
        IntStream.range(0, 40)
            .mapToObj(i -> Api.orderJson("omar", "Tokyo Bowl", 1 + i))
            .map(body -> api.postLater("/orders", body))
            .toList();
    Set<String> open = new HashSet<>();
    posts.forEach(reply -> open.add(reply.join().body().get("order_id").stringValue()));
    assertThat(open).hasSize(40);

    Delivery delivery = service.delivery();
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              // One call of Redis, and so one moment.
              List<Order> underway =
                  delivery
                      .orders()
                      .query()
                      .filter("status__in", List.of("assigned", "collected"))
                      .all()
                      .join();
              assertThat(underway.stream().map(order -> order.driver)).doesNotHaveDuplicates();
              return delivery
                      .orders()
                      .query()
                      .filter("orderId__in", List.copyOf(open))
                      .exclude("status", "delivered")
                      .count()
                      .join()
                  == 0;
            });
  }

  @Test
  void thePageThatComesBackStartsWithAWholePicture() {
    try (Api.Feed feed = api.feed()) {
      Api.Feed.Event first = feed.next();
      assertThat(first.name()).isEqualTo("picture");
      JsonNode picture = first.data();
      assertThat(picture.get("restaurants")).hasSize(30);
      assertThat(picture.get("customers")).hasSize(6);
      assertThat(picture.get("drivers")).hasSize(14);
      assertThat(feed.next("drivers").data()).isNotEmpty();
      assertThat(feed.next("calls").data().propertyNames())
          .containsExactly("calls", "median_ms", "p99_ms");
    }
    String missed = api.order("sofia", "Addis", 10).body().get("order_id").stringValue();
    try (Api.Feed again = api.feed()) {
      assertThat(again.next().data().get("orders"))
          .anyMatch(order -> order.get("order_id").stringValue().equals(missed));
      String next = api.order("sofia", "Addis", 11).body().get("order_id").stringValue();
      await()
          .atMost(LONG)
          .until(
              () -> again.next("orders").data(),
              orders ->
                  orders
                      .valueStream()
                      .anyMatch(it -> it.get("order_id").stringValue().equals(next)));
    }
  }

  @Test
  void isUnavailableWithoutItsDatabaseAndSaysSo() {
    try (EmbeddedRedis redis = RedisServers.startOwn();
        Service other = Service.start(redis.uri(), 0)) {
      redis.kill();

      Reply reply = new Api(other.address()).order("foodie42", "Siam Garden", 10);

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reason(reply)).startsWith("The database");
    }
  }

  @Test
  void leavesNothingBehind() {
    try (EmbeddedRedis redis = RedisServers.startOwn();
        RedisClient client = RedisClient.create(redis.uri());
        var connection = client.connect()) {
      Service other = Service.start(redis.uri(), 0);
      new Api(other.address()).order("foodie42", "Siam Garden", 10);

      other.close();

      assertThat(connection.sync().keys("*")).isEmpty();
    }
  }

  private static void assertRefused(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reason(reply)).isNotBlank().doesNotContain("Exception", "java.");
  }

  private static String reason(Reply reply) {
    return reply.body().get("reason").stringValue();
  }
}
