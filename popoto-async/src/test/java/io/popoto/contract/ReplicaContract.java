package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.exception.UnavailableException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.EmbeddedSentinel;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads that go to replicas of a server of their own. */
abstract class ReplicaContract extends Contract {
  private static final Set<String> READS = Set.of("EVALSHA_RO", "EVAL_RO", "HGETALL", "EXISTS");

  private final List<EmbeddedRedis> servers = new ArrayList<>();
  private final List<Popoto> connections = new ArrayList<>();
  private EmbeddedSentinel sentinel;
  private final RedisClient raw = RedisClient.create(RawRedis.resources());

  ReplicaContract(Api api) {
    super(api);
  }

  @AfterEach
  void close() {
    connections.forEach(Popoto::close);
    raw.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    if (sentinel != null) {
      sentinel.close();
    }
    servers.forEach(EmbeddedRedis::close);
  }

  private EmbeddedRedis master() {
    EmbeddedRedis master = RedisServers.startOwn("--repl-diskless-sync-delay", "0");
    servers.add(master);
    return master;
  }

  private EmbeddedRedis replicaOf(EmbeddedRedis master, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--replicaof", "127.0.0.1 " + master.port()));
    EmbeddedRedis replica = RedisServers.startOwn(all.toArray(String[]::new));
    servers.add(replica);
    await().until(() -> commands(replica).info("replication").contains("master_link_status:up"));
    return replica;
  }

  private RedisCommands<String, String> commands(EmbeddedRedis server) {
    return raw.connect(io.lettuce.core.RedisURI.create(server.uri())).sync();
  }

  private PopotoBuilder reading(EmbeddedRedis master, ReadFrom from) {
    return Popoto.builder().uri(master.uri()).clientResources(RawRedis.resources()).readFrom(from);
  }

  private Repository<Product> products(PopotoBuilder builder) {
    Popoto popoto = builder.build();
    connections.add(popoto);
    return repository(popoto, Product.class);
  }

  /** Creates products and waits until every replica has them. */
  private void create(EmbeddedRedis master, Repository<Product> products, int count) {
    products.bulkCreate(
        IntStream.range(0, count)
            .mapToObj(i -> new Product("p%05d".formatted(i), "c" + i % 2, "s" + i % 3, "" + i))
            .toList());
    await()
        .untilAsserted(
            () ->
                assertThat(servers.stream().filter(EmbeddedRedis::isRunning))
                    .allSatisfy(
                        server ->
                            assertThat(RawRedis.keys(commands(server), "Product:"))
                                .hasSize(count)));
    assertThat(commands(master).info("replication")).contains("role:master");
  }

  private static Set<String> names(CommandMonitor monitor) {
    return monitor.commands().stream()
        .filter(command -> command.stream().anyMatch(part -> part.contains("Product")))
        .map(command -> command.get(0).toUpperCase(java.util.Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** Loads and queries in every way. */
  private static void read(Repository<Product> products) {
    Query<Product> even = products.query().filter("category", "c0");
    assertThat(products.load("p00003").orElseThrow().state).isEqualTo("s0");
    assertThat(products.exists("p00004")).isTrue();
    assertThat(products.loadBy("name", "p00005")).isPresent();
    assertThat(products.getManyPresent(List.of(products.key("p00001"), products.key("gone"))))
        .hasSize(1);
    assertThat(even.all()).hasSize(30);
    assertThat(even.orderBy("-price").limit(2).keys())
        .extracting(Object::toString)
        .containsExactly("Product:p00058", "Product:p00056");
    assertThat(even.count()).isEqualTo(30);
    assertThat(even.stream()).hasSize(30);
    assertThat(even.exists()).isTrue();
    assertThat(products.query().countBy("category")).isEqualTo(Map.of("c0", 30L, "c1", 30L));
  }

  @Test
  void readsGoToTheReplicaAndWritesToTheMaster() {
    EmbeddedRedis master = master();
    EmbeddedRedis replica = replicaOf(master);
    Repository<Product> products = products(reading(master, ReadFrom.REPLICA));
    create(master, products, 60);
    try (CommandMonitor there = CommandMonitor.on(replica.uri());
        CommandMonitor here = CommandMonitor.on(master.uri())) {
      read(products);
      assertThat(names(here)).isEmpty();
      assertThat(names(there)).isNotEmpty().isSubsetOf(READS).contains("EVALSHA_RO", "HGETALL");

      // Scripts that are forgotten in between are sent again, and nobody sees it.
      commands(replica).scriptFlush();
      there.clear();
      read(products);
      assertThat(names(there)).contains("EVAL_RO");
      assertThat(names(here)).isEmpty();

      products.save(new Product("new", "c2", "s", "1"));
      products.delete(products.key("p00001"));
      assertThat(names(here)).isNotEmpty().isSubsetOf("EVALSHA", "EVAL");
    }
    await().until(() -> products.query().filter("category", "c2").exists());
  }

  @Test
  void serversThatDoNotKnowReadOnlyScriptsAreReadNevertheless() {
    EmbeddedRedis master = master();
    EmbeddedRedis replica =
        replicaOf(master, "--rename-command", "EVALSHA_RO", "", "--rename-command", "EVAL_RO", "");
    Repository<Product> products = products(reading(master, ReadFrom.REPLICA));
    create(master, products, 60);
    try (CommandMonitor there = CommandMonitor.on(replica.uri());
        CommandMonitor here = CommandMonitor.on(master.uri())) {
      read(products);

      assertThat(names(there)).contains("EVALSHA");
      assertThat(names(here)).isEmpty();
    }
  }

  @Test
  void whatWritesReadIsReadFromTheMaster() {
    EmbeddedRedis master = master();
    EmbeddedRedis replica = replicaOf(master);
    Repository<Product> products = products(reading(master, ReadFrom.REPLICA));
    create(master, products, 60);
    // From now on it is as far behind as can be.
    commands(replica).replicaofNoOne();

    products.create(new Product("new", "c2", "s", "1"));

    assertThat(products.load("new")).isEmpty();
    assertThat(products.query().filter("category", "c2").count()).isZero();
    assertThat(products.getOrCreate(new Product("new", "c3", "s", "1")).created()).isFalse();
    assertThat(
            products.bulkUpdate(
                products.query().filter("category", "c2"), Update.set("state", "changed")))
        .isEqualTo(1);
    assertThat(products.scanKeys("new")).hasSize(1);
    assertThat(products.checkIndexes().missing()).isZero();
    assertThat(products.rebuildIndexes()).isEqualTo(61);
    assertThat(products.bulkDelete(products.query().filter("category", "c2"))).isEqualTo(1);
  }

  @Test
  void longQueriesAreExactWhereverTheirPartsAreRead() {
    EmbeddedRedis master = master();
    replicaOf(master);
    replicaOf(master);
    Repository<Product> products = products(reading(master, ReadFrom.ANY).queryBudget(200));
    create(master, products, 3_000);

    for (int i = 0; i < 5; i++) {
      Query<Product> odd = products.query().filter("category", "c1");
      assertThat(odd.all()).hasSize(1_500);
      assertThat(odd.filter("state", "s0").count()).isEqualTo(500);
      assertThat(odd.countBy("category")).isEqualTo(Map.of("c1", 1_500L));
      assertThat(odd.orderBy("state").limit(3).keys())
          .extracting(Object::toString)
          .containsExactly("Product:p00003", "Product:p00009", "Product:p00015");
    }
  }

  @Test
  void masterIsReadWhenTheReplicaIsGone() {
    EmbeddedRedis master = master();
    EmbeddedRedis replica = replicaOf(master);
    // tag::replicas[]
    PopotoBuilder builder =
        Popoto.builder()
            .uri(master.uri())
            .readFrom(ReadFrom.REPLICA_PREFERRED)
            .replicas(replica.uri()); // where Redis itself does not know its address
    // end::replicas[]
    Repository<Product> products = products(builder.clientResources(RawRedis.resources()));
    create(master, products, 60);
    try (CommandMonitor there = CommandMonitor.on(replica.uri())) {
      read(products);
      assertThat(names(there)).contains("EVALSHA_RO");
    }

    replica.kill();

    read(products);
  }

  /** How the replica comes to be known. */
  enum KnownBy {
    NAME,
    MASTER,
    SENTINEL
  }

  static Stream<Arguments> waysToReadReplicas() {
    return Stream.of(KnownBy.values())
        .flatMap(
            by -> Stream.of("replica", "replicaPreferred").map(from -> Arguments.of(from, by)));
  }

  @ParameterizedTest
  @MethodSource("waysToReadReplicas")
  void frozenReplicaIsReadAgain(String from, KnownBy by) {
    EmbeddedRedis master = master();
    EmbeddedRedis replica = replicaOf(master);
    PopotoBuilder builder =
        reading(master, ReadFrom.valueOf(from)).timeout(Duration.ofMillis(1_500));
    if (by == KnownBy.NAME) {
      builder.replicas(replica.uri());
    } else if (by == KnownBy.SENTINEL) {
      sentinel = EmbeddedSentinel.of(master, 1);
      builder.uri(sentinel.uri());
    }
    Repository<Product> products = products(builder);
    create(master, products, 2);
    replica.pause();
    // Until it is known that the replica is away.
    for (int i = 0; i < 3; i++) {
      loaded(products);
    }
    replica.resume();

    try (CommandMonitor there = CommandMonitor.on(replica.uri())) {
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> loaded(products) && names(there).contains("HGETALL"));
    }
  }

  @Test
  void replicaThatTheMasterDidNotKnowWhenConnectingIsRead() {
    EmbeddedRedis master = master();
    Repository<Product> products = products(reading(master, ReadFrom.REPLICA_PREFERRED));
    create(master, products, 2);
    assertThat(loaded(products)).isTrue();
    EmbeddedRedis replica = replicaOf(master);

    try (CommandMonitor there = CommandMonitor.on(replica.uri())) {
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> loaded(products) && names(there).contains("HGETALL"));
    }
  }

  private static boolean loaded(Repository<Product> products) {
    try {
      return products.load("p00001").isPresent();
    } catch (UnavailableException e) {
      return false;
    }
  }
}
