package io.popoto.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Condition;
import io.popoto.Created;
import io.popoto.Key;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Update;
import io.popoto.exception.BulkException;
import io.popoto.exception.ConflictException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Random operations, by several who hold copies of records, on Redis and on a {@link Book}. Each
 * asserts that both have the same outcome.
 *
 * @param <T> the type of the cards
 */
final class Actions<T extends Card> {
  private static final int HOLDERS = 6;

  private final Class<T> type;
  private final List<Repository<T>> apis;
  private final Random random;
  private final Book book = new Book();
  private final List<T> held = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  Actions(Class<T> type, List<Repository<T>> apis, Random random) {
    this.type = type;
    this.apis = apis;
    this.random = random;
    for (int i = 0; i < HOLDERS; i++) {
      held.add(fresh());
    }
  }

  Book book() {
    return book;
  }

  List<String> log() {
    return log;
  }

  private Repository<T> repository() {
    return apis.get(random.nextInt(apis.size()));
  }

  private String name() {
    return Values.NAMES.get(random.nextInt(Values.NAMES.size()));
  }

  private T fresh() {
    Map<String, @Nullable Object> values = new TreeMap<>();
    Values.FIELDS.forEach(field -> values.put(field, Values.draw(field, random)));
    values.put("name", name());
    return Values.card(type, values);
  }

  void act() {
    T card = held.get(random.nextInt(HOLDERS));
    switch (random.nextInt(18)) {
      case 0, 1 -> create(fresh());
      case 2, 3 -> save(changed(card), SaveOptions.none());
      case 4 -> save(changed(card), SaveOptions.keepTtl());
      case 5, 6 -> saveSome(changed(card));
      case 7 -> saveIf(changed(card));
      case 8 -> delete(card);
      case 9 -> move(card);
      case 10 -> expire(card);
      case 11 -> increment(name());
      case 12 -> update(name());
      case 13 -> bulkCreate();
      case 14 -> bulkUpdate();
      case 15 -> bulkDelete();
      case 16 -> orCreate(random.nextBoolean() ? fresh() : changed(card));
      default -> hold();
    }
  }

  /** Changes some fields of a copy, which is not stored by this. */
  private T changed(T card) {
    for (int i = random.nextInt(4); i > 0; i--) {
      String field = Values.FIELDS.get(random.nextInt(Values.FIELDS.size()));
      Values.set(card, field, Values.draw(field, random));
    }
    return card;
  }

  private void hold() {
    String name = name();
    log.add("load " + name);
    int place = random.nextInt(HOLDERS);
    repository()
        .load(name)
        .ifPresentOrElse(card -> held.set(place, card), () -> held.set(place, fresh()));
  }

  /** Runs an operation that has to be refused or not; returns whether it was done. */
  private boolean attempt(String what, boolean allowed, Runnable operation) {
    log.add(what + (allowed ? "" : " (refused)"));
    boolean done;
    try {
      operation.run();
      done = true;
    } catch (ConflictException e) {
      done = false;
    }
    assertThat(done).as("%s is done", what).isEqualTo(allowed);
    return done;
  }

  private boolean allowed(String name, Map<String, @Nullable Object> values) {
    return book.isFresh(name, values) && book.isFree(name, values);
  }

  private void create(T card) {
    Map<String, @Nullable Object> values = Values.of(card);
    boolean allowed = !book.has(card.name) && allowed(card.name, values);
    if (attempt("create " + values, allowed, () -> repository().create(card))) {
      stored(card, values, false);
      held.set(random.nextInt(HOLDERS), card);
    }
  }

  private void stored(T card, Map<String, @Nullable Object> values, boolean expires) {
    book.put(card.name, values);
    book.expires(card.name, expires);
    assertThat(Values.of(card)).as("the entity that was saved").isEqualTo(book.get(card.name));
  }

  private void save(T card, SaveOptions.Chain options) {
    Map<String, @Nullable Object> values = Values.of(card);
    boolean keeps = options.expiry() instanceof SaveOptions.Expiry.Keep;
    boolean expires = keeps && book.expires(card.name);
    if (attempt(
        "save " + values, allowed(card.name, values), () -> repository().save(card, options))) {
      stored(card, values, expires);
    }
  }

  private void saveSome(T card) {
    List<String> fields = new ArrayList<>(Values.FIELDS);
    java.util.Collections.shuffle(fields, random);
    List<String> some = fields.subList(0, 1 + random.nextInt(3));
    Map<String, @Nullable Object> values = Values.of(card);
    Map<String, @Nullable Object> merged = merged(card.name, values, some);
    boolean allowed = book.has(card.name) && allowed(card.name, merged);
    SaveOptions options = SaveOptions.only(some);
    if (attempt(
        "save " + some + " of " + values, allowed, () -> repository().save(card, options))) {
      book.put(card.name, merged);
      book.expires(card.name, false);
      if (values.containsKey("version")) {
        assertThat(Values.of(card).get("version")).isEqualTo(book.get(card.name).get("version"));
      }
    }
  }

  private Map<String, @Nullable Object> merged(
      String name, Map<String, @Nullable Object> values, List<String> fields) {
    Map<String, @Nullable Object> stored = book.get(name);
    Map<String, @Nullable Object> merged = new TreeMap<>(stored == null ? values : stored);
    fields.forEach(field -> merged.put(field, values.get(field)));
    if (values.containsKey("version")) {
      merged.put("version", values.get("version"));
    }
    return merged;
  }

  private void saveIf(T card) {
    Map<String, @Nullable Object> values = Values.of(card);
    Map<String, @Nullable Object> stored = book.get(card.name);
    boolean byPoints = random.nextBoolean();
    Object operand = byPoints ? Long.valueOf(3) : Values.draw("state", random);
    Condition condition = Condition.of(byPoints ? "points__gte" : "state", operand);
    boolean holds =
        stored != null
            && (byPoints
                ? (Long) stored.get("points") >= 3
                : java.util.Objects.equals(stored.get("state"), operand));
    SaveOptions options = SaveOptions.onlyIf(condition);
    if (attempt(
        "save if " + condition + " " + values,
        holds && allowed(card.name, values),
        () -> repository().save(card, options))) {
      stored(card, values, false);
    }
  }

  private void delete(T card) {
    log.add("delete " + card.name);
    boolean deleted =
        random.nextBoolean() ? repository().delete(card) : repository().delete(key(card.name));
    assertThat(deleted).as("delete").isEqualTo(book.remove(card.name));
  }

  private Key<T> key(String name) {
    return repository().key(name);
  }

  private void move(T card) {
    String old = card.name;
    Map<String, @Nullable Object> values = Values.of(card);
    card.name = name();
    boolean stays = card.name.equals(old);
    boolean allowed =
        book.has(old)
            && (stays || !book.has(card.name))
            && book.isFresh(old, values)
            && book.isFree(old, values);
    Key<T> oldKey = key(old);
    if (attempt(
        "move " + old + " to " + card.name + " " + values,
        allowed,
        () -> repository().migrateKey(card, oldKey))) {
      book.remove(old);
      stored(card, values, false);
    } else {
      card.name = old;
    }
  }

  private void expire(T card) {
    if (random.nextInt(3) > 0) {
      boolean there = book.has(card.name);
      log.add("touch " + card.name);
      assertThat(repository().touch(key(card.name), Duration.ofHours(1))).isEqualTo(there);
      book.expires(card.name, there);
      return;
    }
    Map<String, @Nullable Object> values = Values.of(card);
    SaveOptions options = SaveOptions.ttl(Duration.ofMillis(1));
    if (attempt(
        "save for a millisecond " + values,
        allowed(card.name, values),
        () -> repository().save(card, options))) {
      book.remove(card.name);
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> repository().load(card.name).isEmpty());
    }
  }

  private void increment(String name) {
    String field = List.of("points", "rank", "balance").get(random.nextInt(3));
    Number delta =
        field.equals("balance")
            ? new BigDecimal("0.0" + random.nextInt(10))
            : random.nextInt(5) - 2;
    Key<T> key = key(name);
    List<Number> sums = new ArrayList<>();
    if (attempt(
        "increment " + field + " of " + name + " by " + delta,
        book.has(name),
        () -> sums.add(repository().increment(key, field, delta)))) {
      Map<String, @Nullable Object> values = new TreeMap<>(book.get(name));
      Number sum = Book.sum(values.get(field), delta);
      assertThat(new BigDecimal(sums.get(0).toString()))
          .as("the sum")
          .isEqualByComparingTo(new BigDecimal(sum.toString()));
      values.put(field, sum);
      book.put(name, values);
    }
  }

  private void update(String name) {
    String field = Values.FIELDS.get(random.nextInt(6));
    Object value = Values.draw(field, random);
    Map<String, @Nullable Object> values = new TreeMap<>();
    if (book.has(name)) {
      values.putAll(book.get(name));
      values.put(field, value);
      values.put("points", (Long) values.get("points") + 1);
    }
    Update update = Update.set(field, value).add("points", 1);
    Key<T> key = key(name);
    if (attempt(
        "update " + field + " of " + name + " to " + value,
        book.has(name) && book.isFree(name, values),
        () -> repository().update(key, update))) {
      book.put(name, values);
    }
  }

  private void bulkCreate() {
    List<T> cards = new ArrayList<>();
    List<Boolean> expected = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      T card = fresh();
      Map<String, @Nullable Object> values = Values.of(card);
      boolean allowed = !book.has(card.name) && allowed(card.name, values);
      if (allowed) {
        book.put(card.name, values);
      }
      cards.add(card);
      expected.add(allowed);
    }
    log.add("bulkCreate " + cards.stream().map(Values::of).toList() + " " + expected);
    List<Boolean> done = new ArrayList<>(expected);
    try {
      repository().bulkCreate(cards);
      java.util.Collections.fill(done, true);
    } catch (BulkException e) {
      e.items()
          .forEach(item -> done.set(item.position(), item.outcome() == BulkException.Outcome.DONE));
    }
    assertThat(done).as("bulkCreate").isEqualTo(expected);
  }

  private void bulkUpdate() {
    Object state = Values.draw("state", random);
    Object note = Values.draw("note", random);
    log.add("bulkUpdate of state " + state + " to note " + note);
    long expected = 0;
    for (String name : List.copyOf(book.records().keySet())) {
      Map<String, @Nullable Object> values = new TreeMap<>(book.get(name));
      if (java.util.Objects.equals(values.get("state"), state)) {
        values.put("note", note);
        book.put(name, values);
        expected++;
      }
    }
    Repository<T> repository = repository();
    assertThat(
            repository.bulkUpdate(
                repository.query().filter("state", state), Update.set("note", note)))
        .as("bulkUpdate")
        .isEqualTo(expected);
  }

  private void bulkDelete() {
    int rank = random.nextInt(4);
    log.add("bulkDelete of area b, rank " + rank);
    long expected = 0;
    for (String name : List.copyOf(book.records().keySet())) {
      Map<String, @Nullable Object> values = book.get(name);
      if (values.get("area").equals("b") && values.get("rank").equals(rank)) {
        book.remove(name);
        expected++;
      }
    }
    Repository<T> repository = repository();
    assertThat(repository.bulkDelete(repository.query().filter("area", "b").filter("rank", rank)))
        .as("bulkDelete")
        .isEqualTo(expected);
  }

  private void orCreate(T card) {
    Map<String, @Nullable Object> values = Values.of(card);
    boolean gets = random.nextBoolean();
    boolean there = book.has(card.name);
    List<Created<T>> result = new ArrayList<>();
    boolean done =
        attempt(
            (gets ? "getOrCreate " : "updateOrCreate ") + values,
            (gets && there) || allowed(card.name, values),
            () ->
                result.add(
                    gets ? repository().getOrCreate(card) : repository().updateOrCreate(card)));
    if (done) {
      assertThat(result.get(0).created()).as("created").isEqualTo(!there);
      if (!gets || !there) {
        stored(card, values, false);
      }
      assertThat(Values.of(result.get(0).entity())).isEqualTo(book.get(card.name));
    }
  }
}
