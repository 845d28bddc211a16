package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.UniqueField;
import io.popoto.exception.ConflictException;
import io.popoto.exception.ModelException;
import io.popoto.exception.PopotoException;
import io.popoto.exception.QueryException;
import io.popoto.exception.UniqueConstraintException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Values and combinations of values that no two records share. */
abstract class UniqueContract extends Contract {
  UniqueContract(Api api) {
    super(api);
  }

  @Test
  void combinationIsUnique() {
    Repository<Txn> txns = repository(Txn.class);
    Txn first = txns.create(new Txn("1", "A", "B"));

    assertThatThrownBy(() -> txns.create(new Txn("2", "A", "B")))
        .isExactlyInstanceOf(UniqueConstraintException.class)
        .hasMessageContaining("Unique index");
    txns.create(new Txn("3", null, "B"));
    txns.create(new Txn("4", null, "B"));
    Txn other = txns.create(new Txn("5", "B", "A"));
    other.fromAccount = "A";
    other.toAccount = "B";
    assertThatThrownBy(() -> txns.save(other)).isInstanceOf(UniqueConstraintException.class);
    assertThat(txns.load("5").orElseThrow().fromAccount).isEqualTo("B");

    assertThat(txns.delete(first)).isTrue();
    txns.save(other);
    assertThat(txns.load("5").orElseThrow().fromAccount).isEqualTo("A");
    assertThat(txns.query().count()).isEqualTo(3);
  }

  @Test
  void combinationsAreNotConfusedByTheirSeparator() {
    Repository<Txn> txns = repository(Txn.class);

    txns.create(new Txn("1", "a:b", "c"));
    txns.create(new Txn("2", "a", "b:c"));
    txns.create(new Txn("3", "", "1:a"));
    txns.create(new Txn("4", "1:a", ""));

    assertThat(txns.query().count()).isEqualTo(4);
  }

  @Test
  void ownValueDoesNotConflictAndAFreedOneCanBeTaken() {
    Repository<User> users = repository(User.class);
    User user = users.create(new User("a@x", "new"));
    user.name = "renamed";
    users.save(user);
    user.email = "b@x";
    users.save(user, SaveOptions.only("email"));

    User other = users.create(new User("a@x", "new"));

    assertThat(users.loadBy("email", "a@x").orElseThrow().userId).isEqualTo(other.userId);
    assertThat(users.loadBy("email", "b@x").orElseThrow().name).isEqualTo("renamed");
    assertThatThrownBy(
            () -> {
              other.email = "b@x";
              users.save(other, SaveOptions.only("email"));
            })
        .isInstanceOfSatisfying(
            UniqueConstraintException.class,
            e -> {
              assertThat(e.model()).isEqualTo("User");
              assertThat(e.field()).isEqualTo("email");
              assertThat(e.value()).isEqualTo("b@x");
            });
  }

  @Test
  void refusalOfAPartialSaveNamesTheStoredValuesAsWell() {
    Repository<Txn> txns = repository(Txn.class);
    txns.create(new Txn("1", "A", "B"));
    Txn other = txns.create(new Txn("2", "X", "B"));
    other.fromAccount = "A";

    assertThatThrownBy(() -> txns.save(other, SaveOptions.only("fromAccount")))
        .isInstanceOfSatisfying(
            UniqueConstraintException.class,
            e -> {
              assertThat(e.field()).isEqualTo("fromAccount+toAccount");
              assertThat(e.value()).isEqualTo("A+B");
            });
  }

  @Test
  void combinationIsFreedByChangeAndByExpiry() {
    Repository<Txn> txns = repository(Txn.class);
    Txn first = txns.create(new Txn("1", "A", "B"));
    first.toAccount = null;
    txns.save(first);
    Txn second = txns.save(new Txn("2", "A", "B"), SaveOptions.ttl(Duration.ofMillis(30)));
    await().until(() -> !txns.exists(second.txId));

    txns.create(new Txn("3", "A", "B"));

    assertThatThrownBy(() -> txns.create(new Txn("4", "A", "B")))
        .isExactlyInstanceOf(UniqueConstraintException.class);
  }

  @Test
  void exactlyOneOfManyConcurrentWritersOfACombinationWins() {
    Repository<Txn> txns = repository(Txn.class);

    List<Boolean> won =
        inParallel(
            40,
            i -> {
              try {
                txns.create(new Txn("t" + i, "A", "B"));
                return true;
              } catch (UniqueConstraintException e) {
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(txns.query().count()).isEqualTo(1);
  }

  @Test
  void refusedSaveLeavesNoTrace() {
    Repository<User> users = repository(User.class);
    users.create(new User("a@x", "new"));
    User other = users.create(new User("b@x", "new"));

    other.email = "a@x";
    other.status = "changed";
    assertThatThrownBy(() -> users.save(other)).isInstanceOf(UniqueConstraintException.class);

    assertThat(users.query().filter("status", "changed").count()).isZero();
    assertThat(users.load(other.userId).orElseThrow().email).isEqualTo("b@x");
  }

  /** Think of a token that most users do not have. */
  @Test
  void nullIsNoValueToLoadBy() {
    Repository<Holder> holders = repository(Holder.class);
    holders.create(new Holder());

    for (String field : List.of("id", "token", "perhaps")) {
      assertThatThrownBy(() -> holders.loadBy(field, null))
          .isExactlyInstanceOf(QueryException.class)
          .hasMessageContaining(field);
      assertThatThrownBy(() -> holders.loadBy(field, Optional.empty()))
          .isExactlyInstanceOf(QueryException.class);
    }
    Holder other = new Holder();
    other.id = "b";
    other.perhaps = Optional.of("p");
    holders.create(other);
    assertThat(holders.loadBy("perhaps", "p").orElseThrow().id).isEqualTo("b");
    assertThat(holders.loadBy("perhaps", Optional.of("p")).orElseThrow().id).isEqualTo("b");
    assertThat(holders.query().filter("token", null).count()).isEqualTo(2);
    for (Supplier<Object> lookup :
        List.<Supplier<Object>>of(
            () -> holders.load((String) null),
            () -> holders.exists((String) null),
            () -> holders.delete((Object) null),
            () -> holders.key((Object) null),
            () -> holders.load(Optional.empty()))) {
      assertThatThrownBy(lookup::get).isInstanceOf(ModelException.class);
    }
  }

  @Model
  static class Holder {
    @KeyField String id = "a";
    @UniqueField String token;
    @UniqueField Optional<String> perhaps = Optional.empty();
  }

  @Test
  void nullsAreNotChecked() {
    Repository<User> users = repository(User.class);

    users.create(new User(null, "new"));
    users.create(new User(null, "new"));

    assertThat(users.query().filter("email__isnull", true).count()).isEqualTo(2);
  }

  @Test
  void exactlyOneOfManyConcurrentWritersWins() {
    Repository<User> users = repository(User.class);

    List<Boolean> won =
        inParallel(
            40,
            i -> {
              try {
                users.create(new User("same@x", "new"));
                return true;
              } catch (UniqueConstraintException e) {
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(users.query().count()).isEqualTo(1);
  }

  @Test
  void onlyUniqueKeysFormTheKeyOfAModelWithoutAnother() {
    Repository<Account> accounts = repository(Account.class);
    accounts.create(new Account("a@x", 1));

    assertThat(accounts.load("a@x").orElseThrow().balance).isEqualTo(1);
    assertThat(accounts.loadBy("email", "a@x")).isPresent();
    assertThatThrownBy(() -> accounts.create(new Account("a@x", 2)))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> accounts.create(new Account(null, 2)))
        .isInstanceOf(PopotoException.class);
    accounts.save(new Account("a@x", 3));
    assertThat(accounts.query().filter("email", "a@x").get().orElseThrow().balance).isEqualTo(3);
  }
}
