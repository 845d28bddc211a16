package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.PopotoException;
import io.popoto.exception.ServerException;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Writes as the server sees them, and servers that will not have them. */
abstract class ScriptContract extends Contract {
  private static final Duration HOUR = Duration.ofHours(1);

  ScriptContract(Api api) {
    super(api);
  }

  @Test
  void writeIsOneScriptCallWhateverTheNumberOfIndexes() {
    Repository<Asset> assets = repository(Asset.class);
    Key<Asset> key = assets.key("site", 1);
    // Once for the scripts themselves, which are sent when the server does not know them yet.
    assets.create(Asset.full(1));
    assets.increment(key, "weight", 1);
    assets.delete("site", 2);
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      Asset moved = Asset.full(1);
      moved.owner = "other";
      for (Runnable write :
          List.<Runnable>of(
              () -> assets.save(moved),
              () -> assets.save(Asset.full(1), SaveOptions.only("owner", "weight", "tags")),
              () -> assets.save(Asset.full(1), SaveOptions.ttl(HOUR)),
              () -> assets.update(key, Update.set("label", "x")),
              () -> assets.increment(key, "weight", 2),
              () -> assets.touch(key, HOUR),
              () -> assets.getOrCreate(Asset.full(7)),
              () -> assets.updateOrCreate(Asset.full(7)),
              () -> assets.migrateKey(Asset.full(8), assets.key("site", 7)),
              () -> assets.delete(key))) {
        monitor.clear();
        write.run();
        assertThat(monitor.commands())
            .filteredOn(command -> command.toString().contains(redis.namespace()))
            .extracting(command -> command.get(0))
            .containsExactly("EVALSHA");
      }
    }
  }

  @Test
  void firstCallOfAScriptIsOneRoundTripToo() {
    try (EmbeddedRedis server = RedisServers.startOwn();
        Popoto popoto =
            Popoto.builder().uri(server.uri()).clientResources(RawRedis.resources()).build()) {
      Repository<Item> items = repository(popoto, Item.class);
      try (CommandMonitor monitor = CommandMonitor.on(server.uri())) {
        for (Runnable call :
            List.<Runnable>of(
                () -> items.save(new Item("a", 1)),
                () -> items.query().filter("value", 1).all(),
                () -> items.increment(items.key("a"), "value", 1))) {
          for (String command : List.of("EVAL", "EVALSHA")) {
            monitor.clear();
            call.run();
            assertThat(monitor.commands())
                .filteredOn(sent -> sent.toString().contains("popoto:"))
                .extracting(sent -> sent.get(0))
                .containsExactly(command);
          }
        }
      }
    }
  }

  @Test
  void forgottenScriptsAreSentAgainUnnoticed() {
    onItsOwnServer(
        (server, popoto) -> {
          Repository<Item> items = repository(popoto, Item.class);
          for (Runnable call :
              List.<Runnable>of(
                  () -> items.create(new Item("a", 1)),
                  () -> items.save(new Item("a", 2)),
                  () -> assertThat(items.query().filter("value", 2).all()).hasSize(1),
                  () -> assertThat(items.increment(items.key("a"), "value", 1)).isEqualTo(3),
                  () -> assertThat(items.bulkUpdate(items.query(), Update.add("value", 1))).isOne(),
                  () -> assertThat(items.checkIndexes().total()).isZero(),
                  () -> assertThat(items.delete("a")).isTrue())) {
            server.scriptFlush();
            call.run();
          }
          assertThat(items.query().count()).isZero();
        });
  }

  @Test
  void strangersKeyUnderAnyNameOfTheModelIsAClearErrorAndNothingIsWritten() {
    Repository<Asset> assets = repository(Asset.class);
    SaveOptions expiring = SaveOptions.ttl(HOUR);
    assets.save(Asset.full(0), expiring);
    assets.delete("site", 0);
    String space = redis.namespace() + "/";
    assets.save(Asset.full(1), expiring);
    List<String> names = List.copyOf(RawRedis.keys(space));
    assets.deleteAll();

    for (String name : names) {
      RawRedis.deleteAll(space);
      RawRedis.commands().set(name, "a stranger's");
      Map<String, String> before = dump();

      assertThatThrownBy(() -> assets.save(Asset.full(1), expiring))
          .as(name)
          .isInstanceOf(ServerException.class)
          .isNotInstanceOf(UnavailableException.class)
          .hasMessageContaining("WRONGTYPE");

      assertThat(dump()).as(name).isEqualTo(before);
      RawRedis.commands().del(name);
      assets.save(Asset.full(1), expiring);
      assertThat(assets.delete("site", 1)).isTrue();
    }
  }

  @Test
  void fullServerRefusesAWriteOrDoesItAsAWholeAndStillReadsAndDeletes() {
    onItsOwnServer(
        (server, popoto) -> {
          Repository<Asset> assets = repository(popoto, Asset.class);
          assets.bulkCreate(List.of(Asset.full(1), Asset.full(3)));
          server.configSet("maxmemory", "1");

          refused("OOM", () -> assets.create(Asset.full(2)));
          refused("OOM", () -> assets.increment(assets.key("site", 1), "weight", 1));
          // Redis lets a script go on that has freed something before it asks for more.
          boolean saved = done(() -> assets.save(changed()));
          assertThat(assets.load("site", 1).orElseThrow().owner)
              .isEqualTo(saved ? "changed" : "owner1");
          assertThat(assets.query().filter("owner", "changed").all()).hasSize(saved ? 1 : 0);
          assertThat(assets.query().filter("owner", "owner1").all()).hasSize(saved ? 1 : 2);
          assertThat(assets.checkIndexes().total()).isZero();
          assertThat(assets.checkIndexes().missing()).isZero();
          assertThat(assets.delete("site", 1)).isTrue();

          server.configSet("maxmemory", "0");
          assets.create(changed());
          assertThat(assets.checkIndexes().total()).isZero();
          assertThat(assets.query().filter("owner", "changed").all()).hasSize(1);
        });
  }

  private static Asset changed() {
    Asset changed = Asset.full(1);
    changed.owner = "changed";
    return changed;
  }

  private static boolean done(Runnable write) {
    try {
      write.run();
      return true;
    } catch (ServerException e) {
      assertThat(e).hasMessageContaining("OOM");
      return false;
    }
  }

  @Test
  void readOnlyServerRefusesWritesAndAnswersReads() {
    onItsOwnServer(
        (server, popoto) -> {
          Repository<Item> items = repository(popoto, Item.class);
          items.create(new Item("a", 1));
          server.replicaof("127.0.0.1", 1);

          notNow(() -> items.create(new Item("b", 1)));
          notNow(() -> items.save(new Item("a", 2)));
          notNow(() -> items.delete("a"));
          assertThat(items.load("a").orElseThrow().value).isEqualTo(1);
          assertThat(items.query().filter("value", 1).all()).hasSize(1);
          assertThat(items.query().count()).isEqualTo(1);

          server.replicaofNoOne();
          items.create(new Item("b", 1));
          assertThat(items.query().count()).isEqualTo(2);
        });
  }

  /** Another server may be asked until the time is over, since this one has done nothing. */
  private static void notNow(Runnable write) {
    assertThatThrownBy(write::run)
        .isInstanceOfSatisfying(
            UnavailableException.class, failure -> assertThat(failure.outcomeUnknown()).isFalse())
        .hasMessageContaining("READONLY");
  }

  private static void refused(String reason, Runnable write) {
    assertThatThrownBy(write::run)
        .isInstanceOf(PopotoException.class)
        .isInstanceOf(ServerException.class)
        .hasMessageContaining(reason);
  }

  private interface OnServer {
    void run(RedisCommands<String, String> server, Popoto popoto);
  }

  private static void onItsOwnServer(OnServer test) {
    try (EmbeddedRedis server = RedisServers.startOwn()) {
      RedisClient client = RedisClient.create(RawRedis.resources(), server.uri());
      try (Popoto popoto =
          Popoto.builder()
              .uri(server.uri())
              .clientResources(RawRedis.resources())
              .timeout(Duration.ofSeconds(1))
              .build()) {
        test.run(client.connect().sync(), popoto);
      } finally {
        client.shutdown();
      }
    }
  }

  /** Returns every key of this test as Redis would dump it. */
  private Map<String, String> dump() {
    Map<String, String> dump = new TreeMap<>();
    for (String key : RawRedis.keys(redis.namespace() + "/")) {
      dump.put(key, Arrays.toString(RawRedis.commands().dump(key)));
    }
    return dump;
  }
}
