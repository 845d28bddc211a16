package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Key;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.UniqueField;
import io.popoto.exception.ConflictException;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that get another key. */
abstract class MoveContract extends Contract {
  MoveContract(Api api) {
    super(api);
  }

  /** Somebody who may change their name. */
  @Model
  static class Member {
    @KeyField String username;
    @UniqueField String email;
    @IndexedField String city;

    Member() {}

    Member(String username, String email, String city) {
      this.username = username;
      this.email = email;
      this.city = city;
    }
  }

  /** Fruit, or a vegetable. */
  @Model
  static class Stall {
    @KeyField String category;
    @KeyField String name;

    @io.popoto.annotation.SortedField(partitionBy = "category")
    long price;

    Stall() {}

    Stall(String category, String name, long price) {
      this.category = category;
      this.name = name;
      this.price = price;
    }
  }

  @Test
  void recordMovesToItsNewKey() {
    Repository<Item> items = repository(Item.class);
    Item item = items.create(new Item("x", 1));

    item.name = "y";
    assertThat(items.migrateKey(item, items.key("x"))).isSameAs(item);

    assertThat(items.load("x")).isEmpty();
    assertThat(items.load("y").orElseThrow().value).isEqualTo(1);
    assertThat(items.query().count()).isEqualTo(1);
    assertThat(items.query().filter("name", "x").all()).isEmpty();
    assertThat(items.query().filter("name", "y").count()).isEqualTo(1);
  }

  @Test
  void takenKeyAndUnknownKeyAreRefused() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("x", 1));
    items.create(new Item("y", 2));

    assertThatThrownBy(() -> items.migrateKey(new Item("y", 3), items.key("x")))
        .isExactlyInstanceOf(ConflictException.class)
        .hasMessageContainingAll("Item:x", "Item:y");
    assertThatThrownBy(() -> items.migrateKey(new Item("z", 3), items.key("nobody")))
        .isExactlyInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> items.migrateKey(new Item(null, 3), items.key("x")))
        .isExactlyInstanceOf(ValidationException.class);

    assertThat(items.load("x").orElseThrow().value).isEqualTo(1);
    assertThat(items.load("y").orElseThrow().value).isEqualTo(2);
    assertThat(items.exists("z")).isFalse();
  }

  @Test
  void ownUniqueValueDoesNotConflictAndStaysUnique() {
    Repository<Member> members = repository(Member.class);
    Member member = members.create(new Member("a", "e", "Rome"));

    member.username = "b";
    members.migrateKey(member, members.key("a"));

    assertThat(members.query().count()).isEqualTo(1);
    assertThat(members.loadBy("email", "e").orElseThrow().username).isEqualTo("b");
    assertThatThrownBy(() -> members.create(new Member("c", "e", "Rome")))
        .isExactlyInstanceOf(UniqueConstraintException.class);
    assertThat(RawRedis.keys(redis.namespace() + "/Member:"))
        .containsExactly(redis.redisKey("Member:b"));
  }

  @Test
  void uniqueValueOfAnotherIsRefusedAndNothingMoves() {
    Repository<Member> members = repository(Member.class);
    members.create(new Member("a", "e", "Rome"));
    members.create(new Member("other", "taken", "Oslo"));

    assertThatThrownBy(() -> members.migrateKey(new Member("b", "taken", "Bern"), members.key("a")))
        .isExactlyInstanceOf(UniqueConstraintException.class);

    assertThat(members.load("a").orElseThrow().city).isEqualTo("Rome");
    assertThat(members.exists("b")).isFalse();
    assertThat(members.query().filter("city", "Bern").count()).isZero();
  }

  @Test
  void moveStoresTheEntityAndEveryIndexFollows() {
    Repository<Stall> stalls = repository(Stall.class);
    Stall tomato = stalls.create(new Stall("fruit", "tomato", (1L << 53) + 1));

    tomato.category = "veggie";
    tomato.price = (1L << 53) + 3;
    stalls.migrateKey(tomato, stalls.key("fruit", "tomato"));

    assertThat(stalls.query().filter("category", "fruit").filter("price__gte", 0).all()).isEmpty();
    assertThat(stalls.query().filter("category", "veggie").filter("price", (1L << 53) + 3).count())
        .isEqualTo(1);
    assertThat(RawRedis.keys(redis.namespace() + "/popoto:Stall:sorted:"))
        .singleElement()
        .satisfies(key -> assertThat(RawRedis.commands().zcard(key)).isEqualTo(1));
  }

  @Test
  void moveToTheSameKeyIsASave() {
    Repository<Item> items = repository(Item.class);
    items.create(new Item("x", 1));

    items.migrateKey(new Item("x", 2), items.key("x"));

    assertThat(items.load("x").orElseThrow().value).isEqualTo(2);
    assertThat(items.query().count()).isEqualTo(1);
  }

  @Test
  void recordThatExpiresIsReclaimedUnderItsNewKey() {
    Repository<TtlCode> codes = repository(TtlCode.class);
    TtlCode code = codes.save(new TtlCode("a", "c", 1), SaveOptions.ttl(Duration.ofSeconds(50)));

    code.key = "b";
    codes.migrateKey(code, codes.key("a"));

    assertThat(RawRedis.commands().pttl(redis.redisKey("TtlCode:b"))).isBetween(1L, 2000L);
    String expiry = redis.redisKey("popoto:TtlCode:expiry");
    assertThat(RawRedis.commands().zrange(expiry, 0, -1)).containsExactly("b");
  }

  @Test
  void ofSeveralWhoMoveTheSameRecordExactlyOneDoes() {
    Repository<Member> members = repository(Member.class);
    members.create(new Member("a", "e", "Rome"));
    Key<Member> from = members.key("a");

    List<Boolean> moved =
        inParallel(
            20,
            i -> {
              try {
                members.migrateKey(new Member("b" + i, "e", "Rome"), from);
                return true;
              } catch (ConflictException e) {
                return false;
              }
            });

    assertThat(moved).containsOnlyOnce(true);
    assertThat(members.query().count()).isEqualTo(1);
  }
}
