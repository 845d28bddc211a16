package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.popoto.IndexReport;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.exception.AccessDeniedException;
import io.popoto.exception.BulkException;
import io.popoto.exception.OutcomeUnknownException;
import io.popoto.exception.PopotoException;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import io.popoto.testing.StoredState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users with an ACL that lacks something: a write is done as a whole, or refused as a whole. */
abstract class AccessContract extends Contract {
  private static final String USER = "narrow";

  AccessContract(Api api) {
    super(api);
  }

  /** Publishes its changes. */
  @Model(events = true)
  static class Bell {
    @KeyField String name;
    @IndexedField String tone;

    Bell() {}

    Bell(String name, String tone) {
      this.name = name;
      this.tone = tone;
    }
  }

  @AfterEach
  void removeUser() {
    RawRedis.commands().aclDeluser(USER);
  }

  private static void acl(String... words) {
    CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
    args.addValues(words);
    RawRedis.commands().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), args);
  }

  private static void user(List<String> rules) {
    List<String> words = new ArrayList<>(List.of("SETUSER", USER, "reset", "on", ">secret"));
    words.addAll(rules);
    acl(words.toArray(String[]::new));
  }

  private Popoto asUser() {
    return redis.builder().uri(RedisServers.uri().replace("//", "//" + USER + ":secret@")).build();
  }

  /** Returns the commands that any script uses, by their sources. */
  private static Set<String> commands() throws IOException {
    Set<String> commands = new TreeSet<>();
    Pattern quoted = Pattern.compile("'([A-Z]{3,})'|\\b([A-Z]{3,})\\b(?=[ A-Z]*')");
    Path core = Path.of("..", "popoto-core", "src", "main");
    try (Stream<Path> lua = Files.list(core.resolve("resources/io/popoto/lua"));
        Stream<Path> java = Files.list(core.resolve("java/io/popoto/internal/compile"))) {
      for (Path file : Stream.concat(lua, java).toList()) {
        Matcher matcher = quoted.matcher(Files.readString(file));
        while (matcher.find()) {
          commands.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
      }
    }
    commands.removeIf(
        name -> RawRedis.commands().commandInfo(name).stream().allMatch(info -> isNothing(info)));
    assertThat(commands).contains("HSET", "SREM", "PEXPIREAT", "RENAME", "TIME", "PUBLISH");
    return commands;
  }

  private static boolean isNothing(Object info) {
    return info == null || (info instanceof List<?> list && list.isEmpty());
  }

  /** Returns each kind of write, on records that {@link #prepare} has made. */
  private static Map<String, Consumer<Repository<Asset>>> operations() {
    Map<String, Consumer<Repository<Asset>>> all = new LinkedHashMap<>();
    all.put("create", assets -> assets.create(Asset.full(9)));
    all.put("save", assets -> assets.save(changed(1)));
    all.put("save to nulls", assets -> assets.save(bare(1)));
    all.put("save with ttl", assets -> assets.save(changed(2), SaveOptions.ttl(hour())));
    all.put("save part", assets -> assets.save(changed(1), SaveOptions.only("owner", "cents")));
    all.put(
        "update",
        assets -> assets.update(assets.key("site", 1), Update.set("tags", Set.of("other"))));
    all.put("increment", assets -> assets.increment(assets.key("site", 1), "cents", 1));
    all.put("touch", assets -> assets.touch(assets.key("site", 1), hour()));
    all.put("delete", assets -> assets.delete("site", 1));
    all.put("delete expiring", assets -> assets.delete("site", 3));
    all.put("move", assets -> assets.migrateKey(changed(8), assets.key("site", 3)));
    all.put("bulkCreate", assets -> assets.bulkCreate(List.of(Asset.full(6), Asset.full(7))));
    all.put(
        "bulkUpdate",
        assets -> assets.bulkUpdate(assets.query().filter("site", "site"), Update.set("rank", 77)));
    all.put("bulkDelete", assets -> assets.bulkDelete(assets.query().filter("site", "site")));
    all.put("sweep", assets -> assets.sweepExpired());
    all.put("check", assets -> assets.checkIndexes());
    all.put("clean", assets -> assets.cleanIndexes());
    all.put("rebuild", assets -> assets.rebuildIndexes());
    all.put("deleteAll", assets -> assets.deleteAll());
    return all;
  }

  private static Duration hour() {
    return Duration.ofHours(1);
  }

  private static Asset changed(int number) {
    Asset asset = Asset.full(number);
    asset.owner = "changed";
    asset.tags = Set.of("changed");
    asset.barcode = "changed" + number;
    asset.cents = 5;
    asset.weight = 5;
    asset.item = null;
    return asset;
  }

  private static Product product(String name) {
    return new Product(name, "books", "new", "1");
  }

  private static Asset bare(int number) {
    return new Asset("site", number);
  }

  /** Makes two plain records, one that expires later, and one that has expired. */
  private void prepare(Repository<Asset> assets) {
    RawRedis.deleteAll(redis.namespace() + "/");
    assets.bulkCreate(List.of(Asset.full(1), Asset.full(2)));
    assets.save(Asset.full(3), SaveOptions.ttl(hour()));
    assets.save(Asset.full(4), SaveOptions.ttl(hour()));
    double past = System.currentTimeMillis() - 10;
    RawRedis.commands().zadd(redis.redisKey("popoto:Asset:expiry"), past, "site:4");
    RawRedis.commands().del(redis.redisKey("Asset:site:4"));
  }

  /** Runs each operation as a user with some rights. */
  private void tryAll(String lack, List<String> rules) {
    user(rules);
    Repository<Asset> admin = repository(Asset.class);
    prepare(admin);
    StoredState before = StoredState.of(redis.namespace() + "/");
    try (Popoto popoto = asUser()) {
      Repository<Asset> assets = repository(popoto, Asset.class);
      for (var operation : operations().entrySet()) {
        String what = operation.getKey() + " " + lack;
        Throwable failure = catchThrowable(() -> operation.getValue().accept(assets));
        StoredState after = StoredState.of(redis.namespace() + "/");
        if (failure == null) {
          IndexReport report = admin.checkIndexes();
          assertThat(report.total() + report.missing()).as(what).isZero();
          prepare(admin);
          before = StoredState.of(redis.namespace() + "/");
        } else {
          assertThat(differing(before, after)).as(what).isEmpty();
          PopotoException denied =
              failure instanceof BulkException bulk
                  ? bulk.items().get(0).cause()
                  : (PopotoException) failure;
          assertThat(denied).as(what).isInstanceOf(AccessDeniedException.class);
          if (failure instanceof BulkException bulk) {
            assertThat(bulk.notDone()).as(what).hasSameSizeAs(bulk.items());
          }
        }
      }
    }
  }

  /** Returns the keys whose content is another. */
  private static Set<String> differing(StoredState before, StoredState after) {
    Set<String> keys = new TreeSet<>(before.keys().keySet());
    keys.addAll(after.keys().keySet());
    keys.removeIf(key -> Objects.equals(before.keys().get(key), after.keys().get(key)));
    return keys;
  }

  @Test
  @Damages
  void userWhoLacksACommandWritesAllOrNothing() throws IOException {
    // Each API takes every second one: it is the server that refuses.
    boolean taken = api == Api.ASYNC;
    for (String command : commands()) {
      taken = !taken;
      if (!taken && !Boolean.getBoolean("popoto.soak")) {
        continue;
      }
      tryAll("without " + command, List.of("~*", "&*", "+@all", "-" + command));
    }
    RawRedis.deleteAll(redis.namespace() + "/");
  }

  @Test
  @Damages
  void userWhoLacksSomeKeysWritesAllOrNothing() {
    String space = redis.namespace() + "/";
    List<String> all = new ArrayList<>(List.of(space + "Asset:*"));
    List.of("all", "meta", "expiry", "memo", "eq:*", "null:*", "sorted:*", "unique:*")
        .forEach(name -> all.add(space + "popoto:Asset:" + name));
    List<String> eq = List.of("eq:site:*", "eq:number:*", "eq:owner:owner1", "eq:tags:*");
    for (String left : all) {
      List<String> rules = new ArrayList<>(List.of("&*", "+@all"));
      all.stream().filter(key -> !key.equals(left)).forEach(key -> rules.add("~" + key));
      tryAll("without " + left, rules);
      // It may read them.
      rules.add("%R~" + left);
      tryAll("that may only read " + left, rules);
    }
    List<String> rules = new ArrayList<>(List.of("&*", "+@all"));
    all.stream().filter(key -> !key.endsWith("eq:*")).forEach(key -> rules.add("~" + key));
    eq.forEach(name -> rules.add("~" + space + "popoto:Asset:" + name));
    tryAll("with some values of an index", rules);
    RawRedis.deleteAll(space);
  }

  @Test
  void refusalNamesCommandAndKey() {
    user(List.of("~*", "&*", "+@all", "-srem"));
    repository(Asset.class).create(Asset.full(1));
    try (Popoto popoto = asUser()) {
      Throwable failure = catchThrowable(() -> repository(popoto, Asset.class).save(changed(1)));

      assertThat(failure)
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("SREM on " + redis.redisKey("popoto:Asset:eq:"));
    }
  }

  @Test
  void userWithoutTheChannelOfEventsWritesNothing() {
    user(List.of("~*", "resetchannels", "+@all"));
    Repository<Bell> admin = repository(Bell.class);
    admin.create(new Bell("a", "high"));
    StoredState before = StoredState.of(redis.namespace() + "/");
    try (Popoto popoto = asUser()) {
      Repository<Bell> bells = repository(popoto, Bell.class);
      List<Runnable> writes =
          List.of(
              () -> bells.create(new Bell("b", "low")),
              () -> bells.save(new Bell("a", "low")),
              () -> bells.update(bells.key("a"), Update.set("tone", "low")),
              () -> bells.migrateKey(new Bell("c", "low"), bells.key("a")),
              () -> bells.delete("a"),
              bells::deleteAll);
      for (Runnable write : writes) {
        assertThat(catchThrowable(write::run))
            .isInstanceOf(AccessDeniedException.class)
            .hasMessageContaining("PUBLISH on " + redis.redisKey("popoto:Bell:events"));
        assertThat(differing(before, StoredState.of(redis.namespace() + "/"))).isEmpty();
      }
      assertThat(catchThrowable(() -> bells.bulkCreate(List.of(new Bell("b", "low")))))
          .isInstanceOfSatisfying(
              BulkException.class, bulk -> assertThat(bulk.notDone()).hasSize(1));
      assertThat(differing(before, StoredState.of(redis.namespace() + "/"))).isEmpty();
    }
  }

  @Test
  @Damages
  void rightThatIsTakenAwayMeanwhileLeavesAnUnknownOutcomeAndIsTriedFromThenOn() {
    user(List.of("~*", "&*", "+@all"));
    try (Popoto popoto = asUser()) {
      Repository<Asset> assets = repository(popoto, Asset.class);
      Asset asset = assets.create(Asset.full(1));
      assets.bulkCreate(List.of(Asset.full(2)));
      acl("SETUSER", USER, "-sadd");
      asset.owner = "other";

      assertThat(catchThrowable(() -> assets.save(asset)))
          .isInstanceOfSatisfying(
              OutcomeUnknownException.class,
              failure -> assertThat(failure.outcomeUnknown()).isTrue())
          .hasMessageContaining("Asset:site:1");
      acl("SETUSER", USER, "+sadd");
      assets.save(Asset.full(2));
      Repository<Product> products = repository(popoto, Product.class);
      redis.use(Product.class);
      products.bulkCreate(List.of(product("a"), product("b")));
      acl("SETUSER", USER, "-sadd");
      assertThat(catchThrowable(() -> products.bulkCreate(List.of(product("c"), product("d")))))
          .isInstanceOfSatisfying(
              BulkException.class,
              bulk -> {
                assertThat(bulk.unknown()).hasSize(2);
                assertThat(bulk.notDone()).isEmpty();
              });

      asset.owner = "third";
      assertThat(catchThrowable(() -> assets.save(asset)))
          .isInstanceOf(AccessDeniedException.class);
      acl("SETUSER", USER, "+sadd");
      assets.save(asset);
      products.rebuildIndexes();
    }
    Repository<Asset> admin = repository(Asset.class);
    admin.rebuildIndexes();
    assertThat(admin.checkIndexes().total()).isZero();
  }
}
