package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Key;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.ConflictException;
import io.popoto.exception.UniqueConstraintException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.RawRedis;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of records that are not loaded. */
abstract class UpdateContract extends Contract {
  UpdateContract(Api api) {
    super(api);
  }

  @Test
  void fieldsChangeWithTheirIndexesAndTheOthersStay() {
    Repository<Product> products = repository(Product.class);
    Key<Product> key = products.key(products.create(pear()).name);

    products.update(
        key, Update.set("category", "veg").setNull("state").add("price", new BigDecimal("0.25")));

    Product loaded = products.load(key).orElseThrow();
    assertThat(loaded.category).isEqualTo("veg");
    assertThat(loaded.state).isNull();
    assertThat(loaded.price).isEqualByComparingTo("1.75");
    assertThat(products.query().filter("category", "fruit").count()).isZero();
    assertThat(products.query().filter("category", "veg").filter("price__gt", 1.5).count())
        .isEqualTo(1);
    products.update(key, Update.setNull("category"));
    assertThat(products.query().filter("category__isnull", true).count()).isEqualTo(1);
  }

  @Test
  void nullOfAFieldWithAnInitializerStaysNull() {
    Repository<AllTypes> all = repository(AllTypes.class);
    Key<AllTypes> key = all.key(all.create(new AllTypes("k")).key);

    all.update(key, Update.setNull("greeting").set("listByDefault", List.of("y", "z")));

    AllTypes loaded = all.load(key).orElseThrow();
    assertThat(loaded.greeting).isNull();
    assertThat(loaded.listByDefault).containsExactly("y", "z");
  }

  @Test
  void recordIsNeverCreated() {
    Repository<Product> products = repository(Product.class);

    assertThatThrownBy(() -> products.update(products.key("x"), Update.set("state", "s")))
        .isExactlyInstanceOf(ConflictException.class)
        .hasMessageContaining("Product:x");

    assertThat(RawRedis.keys(redis.namespace() + "/")).isEmpty();
  }

  @Test
  void unfitChangesAreRefusedBeforeAnythingIsSent() {
    Repository<Product> products = repository(Product.class);
    Repository<Draft> drafts = repository(Draft.class);
    Repository<Limited> limited = repository(Limited.class);
    Product pear = products.create(pear());
    Key<Product> key = products.key(pear.name);
    Key<Draft> draft = drafts.key(drafts.create(new Draft("d", "t")).id);
    Key<Limited> short3 = limited.key(limited.create(new Limited("l", "abc", 1L)).key);

    refused("nope", () -> products.update(key, Update.set("nope", 1)));
    refused("name", () -> products.update(key, Update.set("name", "x")));
    refused("name", () -> products.update(key, Update.setNull("name")));
    refused("price", () -> products.update(key, Update.setNull("price")));
    refused("price", () -> products.update(key, Update.set("price", List.of())));
    refused("state", () -> products.update(key, Update.set("state", 1)));
    refused("state", () -> products.update(key, Update.set("state", "a").setNull("state")));
    refused("version", () -> drafts.update(draft, Update.set("version", 7L)));
    refused("version", () -> drafts.update(draft, Update.add("version", 7L)));
    refused("code", () -> limited.update(short3, Update.set("code", "four")));
    Repository<Stamped> stamped = repository(Stamped.class);
    Key<Stamped> made = stamped.key(stamped.create(new Stamped("s", 1)).key);
    refused("createdAt", () -> stamped.update(made, Update.set("createdAt", Instant.EPOCH)));
    refused("createdAt", () -> stamped.update(made, Update.setNull("createdAt").add("score", 1)));

    assertThat(products.load(key).orElseThrow()).usingRecursiveComparison().isEqualTo(pear);
    assertThat(drafts.load(draft).orElseThrow().version).isEqualTo(1);
  }

  @Test
  void emptyUpdateDoesNothing() {
    Repository<Draft> drafts = repository(Draft.class);
    Key<Draft> key = drafts.key(drafts.create(new Draft("d", "t")).id);

    drafts.update(key, Update.none());

    assertThat(drafts.load(key).orElseThrow().version).isEqualTo(1);
  }

  @Test
  void uniqueValueOfAnotherIsRefused() {
    Repository<User> users = repository(User.class);
    users.create(new User("a@x", "s"));
    User other = users.create(new User("b@x", "s"));

    assertThatThrownBy(
            () ->
                users.update(users.key(other.userId), Update.set("email", "a@x").set("name", "n")))
        .isInstanceOf(UniqueConstraintException.class)
        .hasMessageContaining("a@x");

    User loaded = users.load(other.userId).orElseThrow();
    assertThat(loaded.email).isEqualTo("b@x");
    assertThat(loaded.name).isNull();
  }

  @Test
  void timesAndTimeToLiveStay() {
    Repository<Stamped> stamped = repository(Stamped.class);
    Stamped record = stamped.save(new Stamped("a", 1), SaveOptions.ttl(Duration.ofSeconds(100)));
    Instant updated = record.updatedAt;

    stamped.update(stamped.key("a"), Update.set("name", "n").add("score", 1.5));

    Stamped loaded = stamped.load("a").orElseThrow();
    assertThat(loaded.updatedAt).isEqualTo(updated);
    assertThat(loaded.createdAt).isEqualTo(record.createdAt);
    assertThat(loaded.score).isEqualTo(2.5);
    assertThat(RawRedis.commands().pttl(redis.redisKey("Stamped:a"))).isBetween(90_000L, 100_000L);
  }

  @Test
  void touchChangesTheTimeToLiveAlone() {
    Repository<Draft> drafts = repository(Draft.class);
    Draft draft = drafts.create(new Draft("d", "t"));
    Key<Draft> key = drafts.key(draft.id);

    assertThat(drafts.touch(key, Duration.ofSeconds(100))).isTrue();
    assertThat(RawRedis.commands().pttl(redis.redisKey(key))).isBetween(90_000L, 100_000L);
    assertThat(drafts.touch(key, Duration.ofSeconds(200))).isTrue();
    assertThat(RawRedis.commands().pttl(redis.redisKey(key))).isBetween(190_000L, 200_000L);
    assertThat(drafts.load(key).orElseThrow()).usingRecursiveComparison().isEqualTo(draft);

    assertThat(drafts.touch(drafts.key("nobody"), Duration.ofSeconds(1))).isFalse();
    assertThat(drafts.exists("nobody")).isFalse();
    assertThatThrownBy(() -> drafts.touch(key, Duration.ZERO))
        .isExactlyInstanceOf(ValidationException.class);
  }

  private static Product pear() {
    return new Product("pear", "fruit", "new", "1.50");
  }

  private static void refused(
      String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(ValidationException.class)
        .hasMessageContaining(message);
  }
}
