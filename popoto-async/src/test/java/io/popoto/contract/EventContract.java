package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.popoto.ChangeEvent;
import io.popoto.Condition;
import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.UniqueField;
import io.popoto.exception.ConflictException;
import io.popoto.exception.MappingException;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is published of changes. */
abstract class EventContract extends Contract {
  private final BlockingQueue<ChangeEvent<Watched>> events = new LinkedBlockingQueue<>();
  private final List<Listening> listenings = new ArrayList<>();

  EventContract(Api api) {
    super(api);
  }

  /** A model that tells of its changes. */
  @Model(events = true)
  static class Watched {
    @KeyField String name;
    @IndexedField String status;
    @UniqueField String code;

    @Field(name = "n")
    long number;

    String text;

    Watched() {}

    Watched(String name, String status) {
      this.name = name;
      this.status = status;
    }
  }

  private void listen(Repository<Watched> all) {
    listenings.add(all.listen(events::add));
  }

  @AfterEach
  void stopListening() {
    listenings.forEach(Listening::close);
  }

  @Test
  void lifeOfARecordIsTold() throws InterruptedException {
    Repository<Watched> all = repository(Watched.class);
    listen(all);
    Watched watched = all.create(new Watched("a", "new"));
    told(ChangeEvent.Type.CREATED, "a");
    watched.status = "old";
    watched.number = 5;
    all.save(watched);
    told(ChangeEvent.Type.CHANGED, "a", "status", "n");
    all.save(watched);
    watched.text = "t";
    watched.status = "unsaved";
    all.save(watched, SaveOptions.only("text"));
    told(ChangeEvent.Type.CHANGED, "a", "text");
    all.update(all.key("a"), Update.setNull("text").add("number", 1));
    told(ChangeEvent.Type.CHANGED, "a", "text", "n");
    all.increment(all.key("a"), "number", 0);
    watched.name = "b";
    all.migrateKey(watched, all.key("a"));
    told(ChangeEvent.Type.DELETED, "a");
    told(ChangeEvent.Type.CREATED, "b");
    all.delete("b");
    told(ChangeEvent.Type.DELETED, "b");
    all.delete("b");
    all.getOrCreate(new Watched("c", "new"));
    told(ChangeEvent.Type.CREATED, "c");
    all.getOrCreate(new Watched("c", "new"));
    all.updateOrCreate(new Watched("c", "old"));
    told(ChangeEvent.Type.CHANGED, "c", "status");
  }

  @Test
  void bulkWritesAreToldRecordByRecord() throws InterruptedException {
    Repository<Watched> all = repository(Watched.class);
    listen(all);
    all.bulkCreate(List.of(new Watched("a", "new"), new Watched("b", "new")));
    told(ChangeEvent.Type.CREATED, "a");
    told(ChangeEvent.Type.CREATED, "b");
    all.bulkUpdate(all.query().filter("name", "b"), Update.set("status", "x"));
    told(ChangeEvent.Type.CHANGED, "b", "status");
    all.bulkDelete(all.query().filter("status", "new"));
    told(ChangeEvent.Type.DELETED, "a");
    all.deleteAll();
    told(ChangeEvent.Type.DELETED, "b");
    assertThat(events).isEmpty();
  }

  @Test
  void refusedWritesAreNotTold() throws InterruptedException {
    Repository<Watched> all = repository(Watched.class);
    Watched first = new Watched("a", "new");
    first.code = "c";
    all.create(first);
    listen(all);
    assertThatThrownBy(() -> all.create(new Watched("a", "x")))
        .isInstanceOf(ConflictException.class);
    Watched second = new Watched("b", "x");
    second.code = "c";
    assertThatThrownBy(() -> all.create(second)).isInstanceOf(ConflictException.class);
    assertThatThrownBy(
            () ->
                all.save(
                    new Watched("a", "x"), SaveOptions.onlyIf(Condition.of("status", "other"))))
        .isInstanceOf(ConflictException.class);
    all.touch(all.key("a"), Duration.ofSeconds(100));
    all.rebuildIndexes();
    all.create(new Watched("end", "x"));

    told(ChangeEvent.Type.CREATED, "end");
  }

  @Test
  void whatIsNoKnownEventIsSkippedAndHidesNone() throws InterruptedException {
    Repository<Watched> all = repository(Watched.class);
    listen(all);
    listen(all);
    for (String message :
        List.of(
            "{\"type\":\"expired\",\"id\":\"a\"}",
            "{\"type\":\"CREATED\",\"id\":\"a\"}",
            "{\"type\":\"created\"}",
            "{\"type\":\"created\",\"id\":7}",
            "{\"type\":\"created\",\"id\":\"100%\"}",
            "{\"type\":5,\"id\":\"a\"}",
            "{\"type\":\"changed\",\"id\":\"a\",\"fields\":[null,[]]}",
            "{\"id\":\"a\"}",
            "[]",
            "null",
            "",
            "{\"type\":",
            "no JSON \u00ff")) {
      RawRedis.commands().publish(redis.namespace() + "/popoto:Watched:events", message);
    }
    RawRedis.commands()
        .publish(
            redis.namespace() + "/popoto:Watched:events",
            "{\"type\":\"deleted\",\"id\":\"z\",\"step\":\"later versions say more\"}");
    all.create(new Watched("b", "x"));

    for (int listener = 0; listener < 2; listener++) {
      assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void closedListenerHearsNothingAndTheOthersGoOn() throws InterruptedException {
    Repository<Watched> all = repository(Watched.class);
    List<ChangeEvent<Watched>> closed = new ArrayList<>();
    listen(all);
    all.listen(closed::add).close();
    all.create(new Watched("a", "x"));

    told(ChangeEvent.Type.CREATED, "a");
    assertThat(closed).isEmpty();
  }

  @Test
  void modelThatDoesNotAskForItPublishesNothing() throws InterruptedException {
    Repository<Item> items = repository(Item.class);
    assertThatThrownBy(() -> items.listen(event -> {}))
        .isExactlyInstanceOf(MappingException.class)
        .hasMessageContaining("events");
    BlockingQueue<String> channels = new LinkedBlockingQueue<>();
    RedisClient client = RedisClient.create(RawRedis.resources(), RedisServers.uri());
    try (StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub()) {
      connection.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String pattern, String channel, String message) {
              channels.add(channel);
            }
          });
      connection.sync().psubscribe(redis.namespace() + "/*");

      items.create(new Item("a", 1));
      items.save(new Item("a", 2));
      items.increment(items.key("a"), "value", 1);
      items.delete("a");
      RawRedis.commands().publish(redis.namespace() + "/end", "");

      assertThat(channels.poll(10, TimeUnit.SECONDS)).isEqualTo(redis.namespace() + "/end");
    } finally {
      client.shutdown();
    }
  }

  @Test
  void eachListenerIsToldInTheOrderOfTheChanges() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    AtomicInteger turn = new AtomicInteger();
    try (Popoto popoto = redis.builder().completionExecutor(pool).build()) {
      Repository<Watched> all = repository(popoto, Watched.class);
      redis.use(popoto, Watched.class);
      all.listen(
          event -> {
            if (turn.incrementAndGet() % 10 == 0) {
              LockSupport.parkNanos(2_000_000);
            }
            told.add(event.key().id());
            if (turn.get() % 7 == 0) {
              throw new IllegalStateException("a listener that fails is told of the next change");
            }
          });
      List<String> names = IntStream.range(0, 200).mapToObj("w%03d"::formatted).toList();
      all.bulkCreate(names.stream().map(name -> new Watched(name, "new")).toList());

      for (String name : names) {
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
      }
    } finally {
      pool.shutdown();
    }
  }

  private void told(ChangeEvent.Type type, String name, String... fields)
      throws InterruptedException {
    ChangeEvent<Watched> event = events.poll(10, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    assertThat(event.type()).isEqualTo(type);
    assertThat(event.key()).hasToString("Watched:" + name);
    assertThat(event.fields()).containsExactlyInAnyOrder(fields);
  }
}
