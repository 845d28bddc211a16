package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Popoto;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.async.AsyncPopoto;
import io.popoto.async.AsyncRepository;
import io.popoto.exception.PopotoException;
import io.popoto.testing.CommandLog;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import io.popoto.testing.StoredState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whole records are written by code compiled for their model, all else by {@code write.lua}: both
 * must leave the same in Redis. A save with a condition is of the second kind.
 */
class CompiledSaveIT {
  private static final int STEPS = Boolean.getBoolean("popoto.soak") ? 2_000 : 200;
  private static final SaveOptions CONDITION = SaveOptions.onlyIf(Condition.of("site", "site"));

  private final Random random = new Random(20);
  private final List<String> namespaces = new ArrayList<>();
  private final List<Popoto> open = new ArrayList<>();
  private Repository<Asset> compiled;
  private Repository<Asset> general;

  @BeforeEach
  void open() {
    compiled = repository();
    general = repository();
  }

  private Repository<Asset> repository() {
    String namespace = "compiled-" + UUID.randomUUID();
    Popoto popoto =
        Popoto.builder()
            .uri(RedisServers.uri())
            .clientResources(RawRedis.resources())
            .namespace(namespace)
            .build();
    namespaces.add(namespace);
    open.add(popoto);
    return popoto.repository(Asset.class);
  }

  @AfterEach
  void close() {
    open.forEach(Popoto::close);
    namespaces.forEach(namespace -> RawRedis.deleteAll(namespace + "/"));
  }

  @Test
  void leavesTheSameAsTheGeneralScript() {
    for (int number = 0; number < 4; number++) {
      compiled.create(Asset.full(number));
      general.create(Asset.full(number));
    }
    for (int step = 0; step < STEPS; step++) {
      Asset asset = Asset.full(random.nextInt(4));
      changes().forEach(change -> change.accept(asset));

      Class<?> refusal = refusal(() -> compiled.save(asset));
      assertThat(refusal(() -> general.save(asset, CONDITION)))
          .as("step %d", step)
          .isEqualTo(refusal);
      assertThat(state(0)).as("step %d", step).isEqualTo(state(1));
    }
  }

  @Test
  void leavesTheSameWhenWritesOfManyCallersAreJoined() {
    AsyncRepository<Asset> joined = AsyncPopoto.of(open.get(0)).repository(Asset.class);
    for (int number = 0; number < 8; number++) {
      compiled.create(Asset.full(number));
      general.create(Asset.full(number));
    }
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      for (int round = 0; round < 10; round++) {
        List<CompletableFuture<Asset>> sent = new ArrayList<>();
        List<Runnable> oneByOne = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          int number = random.nextInt(12);
          List<Consumer<Asset>> changes = changes();
          Asset one = Asset.full(number);
          Asset same = Asset.full(number);
          changes.forEach(change -> change.accept(one));
          changes.forEach(change -> change.accept(same));
          boolean isNew = number >= 8;
          sent.add(isNew ? joined.create(one) : joined.save(one));
          oneByOne.add(isNew ? () -> general.create(same) : () -> general.save(same, CONDITION));
        }
        for (int i = 0; i < 100; i++) {
          CompletableFuture<Asset> future = sent.get(i);
          assertThat(refusal(() -> joined(future)))
              .as("round %d, write %d", round, i)
              .isEqualTo(refusal(oneByOne.get(i)));
        }
        assertThat(state(0)).as("round %d", round).isEqualTo(state(1));
      }
      long calls =
          monitor.commands().stream()
              .filter(command -> command.get(0).equals("EVALSHA"))
              .filter(command -> command.get(3).startsWith(namespaces.get(0)))
              .count();
      assertThat(calls).isLessThan(1000);
    }
  }

  private static void joined(CompletableFuture<?> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      throw (PopotoException) e.getCause();
    }
  }

  private List<Consumer<Asset>> changes() {
    int n = random.nextInt(3);
    List<Consumer<Asset>> all =
        new ArrayList<>(
            List.of(
                asset -> asset.owner = n == 0 ? null : "owner" + n,
                asset -> asset.tags = n == 0 ? null : Set.of("tag" + n, "tag"),
                asset -> asset.label = n == 0 ? null : "\0label:" + n,
                asset -> asset.barcode = n == 0 ? null : "code" + n,
                asset -> asset.serial = n == 0 ? null : "serial" + n,
                asset -> asset.maker = "maker" + n,
                asset -> asset.item = n == 0 ? null : Ref.of(new Item("item" + n, n)),
                asset -> asset.weight = -0.0 * n,
                asset -> asset.cents = Long.MAX_VALUE - n,
                asset -> asset.worth = n == 0 ? null : new BigDecimal("0.1000000000000000000" + n),
                asset -> asset.rank = n == 0 ? null : n));
    Collections.shuffle(all, random);
    return all.subList(0, random.nextInt(4));
  }

  private static @Nullable Class<?> refusal(Runnable save) {
    try {
      save.run();
      return null;
    } catch (PopotoException e) {
      return e.getClass();
    }
  }

  /** Returns everything in a namespace, without its name. */
  private Map<String, Object> state(int i) {
    String prefix = namespaces.get(i) + "/";
    Map<String, Object> state = new TreeMap<>();
    StoredState.of(prefix)
        .keys()
        .forEach((key, content) -> state.put(key.substring(prefix.length()), content));
    return state;
  }

  @Test
  void touchesOnlyWhatHasChanged() {
    try (EmbeddedRedis server = RedisServers.startOwn();
        Popoto popoto =
            Popoto.builder().uri(server.uri()).clientResources(RawRedis.resources()).build();
        CommandLog log = CommandLog.on(server.uri())) {
      Repository<Asset> assets = popoto.repository(Asset.class);
      Asset asset = Asset.full(1);
      asset.item = null;
      assets.create(asset);
      asset.weight = 7.25;
      log.reset();

      assets.save(asset);

      assertThat(log.counts())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "evalsha", 1L, "exists", 1L, "hmget", 1L, "zcard", 1L, "zadd", 1L, "hset", 1L));
    }
  }
}
