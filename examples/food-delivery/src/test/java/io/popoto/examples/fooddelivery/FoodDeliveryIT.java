package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.popoto.testing.EmbeddedRedis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoodDeliveryIT {
  @Test
  void tellsWhatEachStepDid() {
    List<String> output = outputOf();

    assertThat(output)
        .containsSubsequence(
            "== Single records",
            "Created Restaurant:Siam Garden",
            "Saved Bella Napoli with a rating of 4.5",
            "Deleted Bella Napoli: true, and once more: false",
            "Loaded Siam Garden, which cooks Thai",
            "Loaded Bella Napoli: none",
            "== Concurrent creates",
            "Created 3 restaurants at once",
            "Created 2 customers and 5 drivers at once",
            "Created 5 orders at once",
            "== Queries",
            "The customer of jane@example.com: foodie42",
            "Orders of 50 or more: [95.5, 62.0, 51.25]",
            "All restaurants, the best first:"
                + " [Tokyo Bowl, Siam Garden, Harbour Grill, Bella Napoli]",
            "3 of 5 orders are of 50 or more",
            "Looked up 3 keys: [Siam Garden, none, Bella Napoli];"
                + " present: [Siam Garden, Bella Napoli]",
            "How the pending orders of 50 or more are found:",
            "== Home screen of foodie42",
            "3 restaurants nearby",
            "3 drivers available",
            "  Maria, 279 m away",
            "  Ben, 1301 m away",
            "  Chidi, 1951 m away",
            "== 2 workers at once",
            "3 orders went to 3 different drivers",
            "== Errors",
            "Found: Siam Garden",
            "Found: none",
            "== Bulk operations",
            "Imported 3 restaurants",
            "Closed 2 restaurants with a rating below 4.25",
            "Removed 2 closed restaurants; 5 are left");
    assertThat(output).filteredOn(line -> line.contains("is assigned: ")).hasSize(3);
    assertThat(output).filteredOn(line -> line.contains("is waiting: nobody yet")).hasSize(2);
    assertThat(output).filteredOn(line -> line.startsWith("Taken: ")).hasSize(2);
    assertThat(output).filteredOn(line -> line.startsWith("Wrong query: ")).hasSize(2);
    assertThat(output).anyMatch(line -> line.contains("round trips: 1"));
  }

  @Test
  void leavesNothingBehind() {
    try (EmbeddedRedis redis = EmbeddedRedis.start();
        RedisClient client = RedisClient.create(redis.uri());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().set("Restaurant:Siam Garden", "of somebody else");

      outputOf("--redis", redis.uri());

      assertThat(connection.sync().keys("*")).containsExactly("Restaurant:Siam Garden");
    }
  }

  @Test
  void saysWhichArgumentsItTakes() {
    assertThatThrownBy(() -> FoodDelivery.main(new String[] {"--reddis"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--redis URI");
  }

  private static List<String> outputOf(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FoodDelivery.run(args, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
