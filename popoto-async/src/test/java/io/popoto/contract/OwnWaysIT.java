package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Condition;
import io.popoto.Repository;
import io.popoto.async.AsyncPopoto;
import io.popoto.async.AsyncQuery;
import io.popoto.async.AsyncRepository;
import io.popoto.exception.QueryException;
import io.popoto.exception.ValidationException;
import io.popoto.testing.PopotoExtension;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the two APIs differ: when they throw, and what happens to futures. */
class OwnWaysIT {
  @RegisterExtension final PopotoExtension redis = new PopotoExtension();

  private Repository<Item> blocking;
  private AsyncRepository<Item> async;

  @BeforeEach
  void connect() {
    blocking = redis.repository(Item.class);
    async = AsyncPopoto.of(redis.popoto()).repository(Item.class);
  }

  @Test
  void blockingBuildersThrowAtTheCall() {
    assertThatThrownBy(() -> blocking.query().filter("nope", 1)).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> blocking.query().filter(Condition.of("value__gt", 1)))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> blocking.query().exclude("nope", 1))
        .isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> blocking.query().orderBy("nope")).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> blocking.query().limit(-1)).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> blocking.query().offset(-1)).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> blocking.query().values("nope")).isInstanceOf(QueryException.class);
  }

  @Test
  void asyncBuildersFailTheFuture() {
    AsyncQuery<Item> wrong = async.query().filter("nope", 1).limit(5).orderBy("name");

    fails(wrong.all(), QueryException.class);
    fails(wrong.first(), QueryException.class);
    fails(wrong.get(), QueryException.class);
    fails(wrong.keys(), QueryException.class);
    fails(wrong.count(), QueryException.class);
    fails(wrong.exists(), QueryException.class);
    fails(wrong.explain(), QueryException.class);
    fails(async.query().limit(-1).all(), QueryException.class);
    fails(async.query().values("nope").all(), QueryException.class);
    fails(async.query().filter((Condition) null).all(), RuntimeException.class);
  }

  @Test
  void asyncCallsFailTheFuture() {
    fails(async.save(new Item(null, 1)), ValidationException.class);
    fails(async.create(null), ValidationException.class);
    fails(async.load("a", "b"), ValidationException.class);
    fails(async.load((Object) null), ValidationException.class);
    fails(async.loadBy("value", 1), QueryException.class);
    fails(async.delete(new Item(null, 1)), ValidationException.class);
    fails(async.exists(), ValidationException.class);
  }

  @Test
  void failingCallDoesNotDisturbItsSiblings() {
    blocking.create(new Item("there", 1));

    CompletableFuture<Optional<Item>> there = async.load("there");
    CompletableFuture<Optional<Item>> missing = async.load("missing");
    CompletableFuture<List<Item>> invalid = async.query().filter("nope", 1).all();

    fails(CompletableFuture.allOf(there, missing, invalid), QueryException.class);
    assertThat(there.join()).isPresent();
    assertThat(missing.join()).isEmpty();
  }

  @Test
  void hundredsOfCallsInFlightAllComplete() {
    List<CompletableFuture<Item>> creates =
        IntStream.range(0, 500).mapToObj(i -> async.create(new Item("i" + i, i))).toList();
    creates.forEach(CompletableFuture::join);
    List<CompletableFuture<Item>> updates =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    async
                        .load("i" + i)
                        .thenCompose(
                            found -> {
                              Item item = found.orElseThrow();
                              item.value = -i;
                              return async.save(item);
                            }))
            .toList();
    updates.forEach(CompletableFuture::join);

    assertThat(async.query().count().join()).isEqualTo(500);
    assertThat(async.load("i7").join().orElseThrow().value).isEqualTo(-7);
    List<CompletableFuture<Boolean>> deletes =
        IntStream.range(0, 500).mapToObj(i -> async.delete(async.key("i" + i))).toList();
    assertThat(deletes).allMatch(CompletableFuture::join);
    assertThat(async.query().count().join()).isZero();
  }

  @Test
  void entityIsReadBeforeTheCallReturns() {
    Item item = new Item("a", 1);

    CompletableFuture<Item> saved = async.save(item);
    item.value = 2;

    saved.join();
    assertThat(blocking.load("a").orElseThrow().value).isEqualTo(1);
  }

  @Test
  void bothApisLeaveTheSameBytes() {
    Repository<Word> words = redis.repository(Word.class);
    words.create(new Word("a\0b"));
    var first = io.popoto.testing.RawRedis.commands().hgetall(redis.redisKey("Word:a\0b"));
    words.delete(words.key("a\0b"));

    AsyncPopoto.of(redis.popoto()).repository(Word.class).create(new Word("a\0b")).join();

    assertThat(io.popoto.testing.RawRedis.commands().hgetall(redis.redisKey("Word:a\0b")))
        .isEqualTo(first);
  }

  private static void fails(CompletableFuture<?> future, Class<? extends Throwable> with) {
    assertThatThrownBy(future::join).cause().isInstanceOf(with);
  }
}
