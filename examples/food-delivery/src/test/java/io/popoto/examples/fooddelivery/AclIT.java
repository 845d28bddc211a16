package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.popoto.ChangeEvent;
import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.PopotoException;
import io.popoto.geo.Distance;
import io.popoto.geo.Geo;
import io.popoto.geo.GeoPoint;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The user that the documentation makes, with what it grants and nothing else. */
class AclIT {
  private static EmbeddedRedis server;
  private static String uri;

  @BeforeAll
  static void makeUser() throws IOException {
    server = RedisServers.startOwn();
    CommandArgs<String, String> rule = new CommandArgs<>(StringCodec.UTF8);
    rule.addValues(documentedRule());
    asAdministrator(
        redis -> redis.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), rule));
    uri = server.uri().replace("//", "//orders:secret@");
  }

  private static <R> R asAdministrator(Function<RedisCommands<String, String>, R> commands) {
    RedisClient client = RedisClient.create(server.uri());
    try (var connection = client.connect()) {
      return commands.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Returns the words of the block that makes the user, without ACL. */
  private static List<String> documentedRule() throws IOException {
    String page = Files.readString(DocsTest.root().resolve("docs/operations.md"));
    String begin = "```\nACL SETUSER";
    int from = page.indexOf(begin) + "```\nACL ".length();
    return List.of(page.substring(from, page.indexOf("```", from)).strip().split("\\s+"));
  }

  @Test
  void isEnoughForEverythingThatTheModelsDo() throws InterruptedException {
    BlockingQueue<ChangeEvent<Shift>> events = new LinkedBlockingQueue<>();
    try (Popoto popoto = Popoto.builder().uri(uri).namespace("staging").build()) {
      Repository<Shift> shifts = popoto.repository(Shift.class);
      Repository<Restaurant> restaurants = popoto.repository(Restaurant.class);
      assertThat(popoto.checkConnection()).isTrue();
      try (Listening listening = shifts.listen(events::add)) {
        Shift shift = shifts.create(new Shift("maria"));
        ChangeEvent<Shift> event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        assertThat(event.key()).isEqualTo(shifts.key("maria"));
        shifts.save(shift, SaveOptions.ttl(Duration.ofHours(1)));
        shifts.save(shift, SaveOptions.persist());
        shift.driver = "mario";
        shifts.migrateKey(shift, shifts.key("maria"));
        shifts.update(shifts.key("mario"), Update.set("state", "closed"));
        shifts.touch(shifts.key("mario"), Duration.ofMillis(1));
      }
      await().until(() -> asAdministrator(RedisCommands::pubsubChannels).isEmpty());
      GeoPoint home = GeoPoint.of(40.745, -73.988);
      for (int i = 0; i < 2_000; i++) {
        GeoPoint place = GeoPoint.of(40 + i / 1_000.0, -73.985);
        restaurants.save(new Restaurant("r" + i, "Thai", i % 5, place));
      }
      restaurants.increment(restaurants.key("r1"), "rating", 1.5);
      assertThat(restaurants.load("r1")).isPresent();
      assertThat(restaurants.query().filter("rating__gt", 1).orderBy("-rating").limit(3).all())
          .hasSize(3);
      assertThat(restaurants.query().filter("name__startswith", "r19").count()).isEqualTo(111);
      assertThat(restaurants.query().filter(Geo.near("location", home, Distance.meters(600))).all())
          .isNotEmpty();
      assertThat(
              restaurants
                  .query()
                  .filter("cuisine", "Thai")
                  .orderBy(Geo.distance("location", home))
                  .first())
          .isPresent();
      assertThat(restaurants.query().countBy("rating")).hasSize(6);
      assertThat(restaurants.query().stream().count()).isEqualTo(2_000);
      assertThat(restaurants.getMany(List.of(restaurants.key("r1"), restaurants.key("r"))))
          .hasSize(2);
      assertThat(restaurants.scanKeys("r199*")).hasSize(11);
      assertThat(restaurants.checkIndexes().total()).isZero();
      assertThat(restaurants.cleanIndexes()).isZero();
      assertThat(restaurants.rebuildIndexes()).isEqualTo(2_000);
      assertThat(shifts.checkIndexes().rebuildNeeded()).isFalse();
      shifts.sweepExpired();
      assertThat(restaurants.bulkDelete(restaurants.query().filter("rating__lt", 2)))
          .isEqualTo(799);
      assertThat(restaurants.delete("r4")).isTrue();
      assertThat(restaurants.deleteAll()).isEqualTo(1_200);
      shifts.deleteAll();
    }
  }

  @Test
  void isNoUseForOtherModels() {
    try (Popoto popoto = Popoto.builder().uri(uri).namespace("staging").build()) {
      Repository<Note> notes = popoto.repository(Note.class);

      assertThatThrownBy(() -> notes.create(new Note("Ring twice")))
          .isInstanceOf(PopotoException.class)
          .hasStackTraceContaining("NOPERM");
    }
  }
}
