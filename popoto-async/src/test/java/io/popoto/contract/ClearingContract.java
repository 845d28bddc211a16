package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.exception.PopotoException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What deleteAll leaves, and which keys are those of a model. */
abstract class ClearingContract extends Contract {
  ClearingContract(Api api) {
    super(api);
  }

  @Test
  void recordsThatTheClassIndexLostAreDeletedToo() {
    Repository<Asset> assets = repository(Asset.class);
    IntStream.range(0, 5).forEach(i -> assets.create(Asset.full(i)));
    redis().zrem(redis.redisKey("popoto:Asset:all"), "site:1", "site:2");

    assertThat(assets.deleteAll()).isEqualTo(5);

    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void recordsAreDeletedToTheLastWithoutAnyIndex() {
    Repository<Asset> assets = repository(Asset.class);
    IntStream.range(0, 5).forEach(i -> assets.create(Asset.full(i)));
    RawRedis.deleteAll(redis.namespace() + "/popoto:");

    assertThat(assets.deleteAll()).isEqualTo(5);

    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void whateverLiesAmongTheIndexesGoes() {
    Repository<Asset> assets = repository(Asset.class);
    IntStream.range(0, 3).forEach(i -> assets.create(Asset.full(i)));
    String base = redis.redisKey("popoto:Asset:");
    redis().set(base + "eq:owner:text", "text");
    redis().sadd(base + "eq:owner:ghostly", "ghost");
    redis().lpush(base + "eq:unknown:list", "a");
    redis().zadd(base + "sorted:rank:gone", 1, "ghost");
    redis().del(redis.redisKey("Asset:site:1"));

    assertThat(assets.deleteAll()).isEqualTo(2);

    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void classIndexOfAnotherTypeStopsNothing() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    redis().del(redis.redisKey("popoto:Item:all"));
    redis().set(redis.redisKey("popoto:Item:all"), "text");

    assertThat(items.deleteAll()).isEqualTo(1);

    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void keysOfOtherModelsAndApplicationsStay() {
    Repository<Item> items = repository(Item.class);
    Repository<ItemItem> others = repository(ItemItem.class);
    items.create(new Item("a", 1));
    ItemItem other = new ItemItem();
    other.name = "Item:a";
    others.create(other);
    redis().set(redis.redisKey("Item:lock"), "mine");

    assertThat(items.deleteAll()).isEqualTo(1);

    assertThat(others.load("Item:a")).isPresent();
    assertThat(others.checkIndexes().missing()).isZero();
    assertThat(redis().get(redis.redisKey("Item:lock"))).isEqualTo("mine");
    redis().del(redis.redisKey("Item:lock"));
  }

  @Test
  void besideManyForeignKeysItTakesFewCalls() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    String foreign = redis.redisKey("foreign:");
    redis()
        .eval(
            "for i = 1, 40000 do redis.call('SET', KEYS[1] .. i, '') end",
            ScriptOutputType.STATUS,
            foreign);
    try (CommandMonitor monitor = CommandMonitor.on(RedisServers.uri())) {
      items.deleteAll();

      assertThat(monitor.commands()).hasSizeLessThan(15);
    }
    RawRedis.deleteAll(redis.namespace() + "/foreign:");
  }

  @Test
  @Damages
  void withoutTheRightToTakeRecordsOutItFailsAndEnds() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("a", 1));
    String user = redis.namespace();
    redis()
        .aclSetuser(
            user,
            AclSetuserArgs.Builder.on()
                .addPassword("secret")
                .allKeys()
                .allChannels()
                .allCommands()
                .removeCommand(CommandType.ZREM));
    String uri = RedisServers.uri().replace("redis://", "redis://" + user + ":secret@");
    try (Popoto popoto = redis.builder().uri(uri).build()) {
      Repository<Item> limited = repository(popoto, Item.class);

      assertThatThrownBy(limited::deleteAll).isInstanceOf(PopotoException.class);

      assertThat(items.load("a")).isPresent();
    } finally {
      redis().aclDeluser(user);
    }
  }

  @Test
  void scannedKeysAreThoseThatRecordsCanHave() {
    Repository<Job> jobs = repository(Job.class);
    Repository<Asset> assets = repository(Asset.class);
    assets.create(Asset.full(1));
    redis().set(redis.redisKey("Asset:site:2"), "text");
    redis().hset(redis.redisKey("Asset:site"), "a", "b");
    redis().hset(redis.redisKey("Asset:site:007"), "a", "b");
    redis().hset(redis.redisKey("Asset:%zz:7"), "a", "b");
    redis().lpush(redis.redisKey("Asset:site:3"), "a");

    assertThat(assets.scanKeys("*")).containsExactly(assets.key("site", 1));
    assertThat(jobs.scanKeys("*")).isEmpty();

    for (String key : List.of("site:2", "site", "site:007", "%zz:7", "site:3")) {
      redis().del(redis.redisKey("Asset:" + key));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Asset",
        "Asset:",
        "Asset:site",
        "Asset:site:1:2",
        "Asset:site:",
        "Asset:site:007",
        "Asset:site:+7",
        "Asset:site: 7",
        "Asset:site:7.0",
        "Asset:site:seven",
        "Asset:site:%-",
        "Asset:%-:7",
        "Asset:%:7",
        "Asset:a%20:7",
        "Asset:a%3a:7",
        "Asset:site:99999999999",
        "asset:site:7",
        "Item:site:7",
        "popoto:Asset:all"
      })
  void keyThatNoRecordHasIsRefused(String text) {
    Repository<Asset> assets = repository(Asset.class);

    assertThatThrownBy(() -> assets.parseKey(text)).isExactlyInstanceOf(ValidationException.class);
  }

  @Test
  void keyWithAPartThatIsTooLongIsRefused() {
    Repository<Item> items = repository(Item.class);
    Repository<User> users = repository(User.class);
    String longest = "x".repeat(512);

    assertThat(items.parseKey("Item:" + longest)).isEqualTo(items.key(longest));
    for (Repository<?> repository : List.of(items, users)) {
      String model = repository == items ? "Item:" : "User:";
      for (String id : List.of(longest + "x", "%-", "%3A", "%2", "a%25%")) {
        assertThatThrownBy(() -> repository.parseKey(model + id))
            .as(id)
            .isExactlyInstanceOf(ValidationException.class);
      }
    }
    Repository<Group> groups = repository(Group.class);
    Key<Group> key = groups.key(groups.create(new Group("a", null)));
    assertThat(key.toString()).contains("%-");
    assertThat(groups.parseKey(key.toString())).isEqualTo(key);
  }

  private static RedisCommands<String, String> redis() {
    return RawRedis.commands();
  }
}
