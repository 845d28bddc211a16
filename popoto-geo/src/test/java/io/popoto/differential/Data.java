package io.popoto.differential;

import static org.awaitility.Awaitility.await;

import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.differential.Column.Trait;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Random records of a model, and the same as plain values.
 *
 * @param <T> the type of the entities
 */
final class Data<T> {
  private static final int OWNERS = 4;

  private final Class<T> type;
  private final List<Column> columns;
  private final List<String> keyFields;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Entry> owners = new HashMap<>();
  private final List<Column> ownerColumns;

  private Data(
      Class<T> type, List<Column> columns, List<String> keyFields, List<Column> ownerColumns) {
    this.type = type;
    this.columns = columns;
    this.keyFields = keyFields;
    this.ownerColumns = ownerColumns;
  }

  static Data<Sample> samples(Random random, int size) {
    int some = 1 + random.nextInt(12);
    Set<Trait> reference = EnumSet.copyOf(Column.PLAIN);
    reference.add(Trait.REFERENCE);
    List<Column> columns =
        List.of(
            Column.of("name", Column.TEXT, false, random, Math.max(size, 3), Draws::text),
            Column.of("colour", Column.INDEXED, true, random, 3, Draws::colour),
            Column.of("tag", Column.TEXT, true, random, some, Draws::text),
            Column.of("rate", Column.INDEXED, true, random, some, Draws::decimal),
            Column.of("code", Column.TEXT, true, random, size, Draws::text),
            Column.of("score", Column.SORTED, false, random, some, Draws::score),
            Column.of("big", Column.SORTED, true, random, some, Draws::big),
            Column.of("price", Column.SORTED, false, random, some, Draws::decimal),
            Column.of("title", Column.SORTED, true, random, some, Draws::text),
            Column.of("at", Column.SORTED, true, random, some, Draws::instant),
            Column.of("region", Column.PLAIN, false, random, 3, Draws::text),
            Column.of("rank", Column.SORTED, false, random, some, Draws::smallInt)
                .dividedBy("region"),
            Column.of("owner", reference, true, random, 3, r -> "o" + r.nextInt(OWNERS + 1)),
            Column.of("place", EnumSet.of(Trait.GEO), true, random, some, Draws::place),
            Column.of("level", Column.PLAIN, true, random, some, Draws::smallInt),
            Column.of("active", Column.PLAIN, false, random, 2, Random::nextBoolean),
            Column.of("note", Column.PLAIN, true, random, some, Draws::text),
            Column.of("amount", Column.PLAIN, true, random, some, Draws::anyDecimal),
            Column.of("ratio", Column.PLAIN, true, random, some, Draws::ratio),
            Column.of("count", Column.PLAIN, false, random, some, Draws::big),
            Column.of("day", Column.PLAIN, true, random, some, Draws::day),
            Column.of("seen", Column.PLAIN, true, random, some, Draws::instant),
            Column.of("uuid", Column.PLAIN, true, random, some, Draws::uuid),
            Column.of("maybe", Column.PLAIN, true, random, some, Draws::text),
            Column.of("huge", Column.PLAIN, true, random, some, Draws::huge),
            Column.of(
                "length", EnumSet.of(Trait.EQUAL, Trait.ORDER), true, random, some, Draws::length));
    Data<Sample> data = new Data<>(Sample.class, columns, List.of("name"), owners(random));
    data.fill(random, size, "name", "code");
    return data;
  }

  static Data<Line> lines(Random random, int size) {
    int some = 1 + random.nextInt(12);
    Set<Trait> sortedKey = EnumSet.copyOf(Column.SORTED);
    List<Column> columns =
        List.of(
            Column.of("shop", Column.TEXT, false, random, 3, Draws::text),
            Column.of("number", Column.INDEXED, false, random, 1 + size / 3, Draws::smallInt),
            Column.of("day", sortedKey, false, random, some, Draws::day),
            Column.of("label", Column.TEXT, true, random, size, Draws::text),
            Column.of("amount", Column.SORTED, true, random, some, Draws::decimal),
            Column.of("colour", Column.INDEXED, true, random, 3, Draws::colour),
            Column.of("kind", Column.PLAIN, false, random, 2, Draws::smallInt),
            Column.of("weight", Column.SORTED, true, random, some, Draws::big)
                .dividedBy("shop", "kind"),
            Column.of("place", EnumSet.of(Trait.GEO), true, random, some, Draws::place),
            Column.of("note", Column.PLAIN, true, random, some, Draws::text));
    Data<Line> data = new Data<>(Line.class, columns, List.of("shop", "number", "day"), List.of());
    data.fill(random, size, "number", "label");
    return data;
  }

  private static List<Column> owners(Random random) {
    return List.of(
        Column.of("name", Column.TEXT, false, random, 3, r -> "o" + r.nextInt(OWNERS + 1)),
        Column.of("city", Column.TEXT, true, random, 2, Draws::text),
        Column.of("age", Column.SORTED, false, random, 3, Draws::smallInt),
        Column.of("remark", Column.PLAIN, true, random, 2, Draws::text));
  }

  /** Makes entries; the field of the key and the unique one get values of their own. */
  private void fill(Random random, int size, String keyField, String uniqueField) {
    for (int i = 0; i < OWNERS && !ownerColumns.isEmpty(); i++) {
      Entry owner = draw(ownerColumns, random);
      owner.values().put("name", "o" + i);
      owners.put("o" + i, new Entry("o" + i, owner.values()));
    }
    Set<String> ids = new HashSet<>();
    Set<Object> codes = new HashSet<>();
    while (entries.size() < size) {
      Entry drawn = draw(columns, random);
      Object code = drawn.get(uniqueField);
      if (code != null && !codes.add(code)) {
        drawn.values().put(uniqueField, null);
      }
      String id = id(drawn);
      while (!ids.add(id)) {
        Object part = drawn.get(keyField);
        drawn
            .values()
            .put(keyField, part instanceof String ? part + "." + ids.size() : random.nextInt());
        id = id(drawn);
      }
      entries.add(new Entry(id, drawn.values()));
    }
  }

  private static Entry draw(List<Column> columns, Random random) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    columns.forEach(column -> values.put(column.name(), column.draw(random)));
    return new Entry("", values);
  }

  private String id(Entry entry) {
    boolean alone = keyFields.size() == 1;
    return String.join(
        ":", keyFields.stream().map(f -> Values.idPart(entry.get(f), alone)).toList());
  }

  /** Stores the entries, some of them by a detour, among others that are deleted or expire. */
  void store(Repository<T> repository, Supplier<Repository<Owner>> ownerRepository, Random random) {
    for (Entry owner : owners.values()) {
      ownerRepository.get().save(entity(Owner.class, owner, ownerColumns));
    }
    List<Entry> detours = entries.stream().filter(entry -> random.nextInt(6) == 0).toList();
    List<T> first = new ArrayList<>();
    for (Entry entry : detours) {
      first.add(entity(variant(entry, random)));
    }
    repository.bulkCreate(first);
    List<T> leaving = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Entry other = variant(entries.get(random.nextInt(entries.size())), random);
      other.values().put(keyFields.get(0), "gone" + i);
      T entity = entity(other);
      leaving.add(entity);
      if (random.nextBoolean()) {
        repository.save(entity, SaveOptions.ttl(Duration.ofMillis(1)));
      } else {
        repository.save(entity);
      }
    }
    leaving.forEach(repository::delete);
    List<Key<T>> expiring = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      Entry other = variant(entries.get(random.nextInt(entries.size())), random);
      other.values().put(keyFields.get(0), "expired" + i);
      T entity = entity(other);
      repository.save(entity, SaveOptions.ttl(Duration.ofMillis(1)));
      expiring.add(Ref.of(entity).key().orElseThrow());
    }
    repository.bulkCreate(
        entries.stream().filter(entry -> !detours.contains(entry)).map(this::entity).toList());
    detours.forEach(entry -> repository.save(entity(entry)));
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> repository.getManyPresent(expiring).isEmpty());
  }

  /** Other values under the same key, without unique ones. */
  private Entry variant(Entry entry, Random random) {
    Map<String, @Nullable Object> values = draw(columns, random).values();
    keyFields.forEach(field -> values.put(field, entry.get(field)));
    values.computeIfPresent("code", (field, value) -> null);
    values.computeIfPresent("label", (field, value) -> null);
    values.putIfAbsent("label", null);
    return new Entry(entry.id(), values);
  }

  private T entity(Entry entry) {
    return entity(type, entry, columns);
  }

  private <E> E entity(Class<E> entityType, Entry entry, List<Column> itsColumns) {
    try {
      Constructor<E> constructor = entityType.getDeclaredConstructor();
      constructor.setAccessible(true);
      E entity = constructor.newInstance();
      for (Column column : itsColumns) {
        Field field = entityType.getDeclaredField(column.name());
        field.setAccessible(true);
        field.set(entity, stored(field, entry.get(column.name())));
      }
      return entity;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static @Nullable Object stored(Field field, @Nullable Object value) {
    if (field.getType() == Optional.class) {
      return Optional.ofNullable(value);
    }
    if (field.getType() == Ref.class) {
      return value == null ? Ref.empty() : Ref.of(ownerNamed((String) value));
    }
    return value;
  }

  static Owner ownerNamed(String name) {
    return new Owner(name, null, 0, null);
  }

  /** Returns what an entity holds. */
  Map<String, @Nullable Object> valuesOf(Object entity) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    try {
      for (Column column : columns) {
        Field field = type.getDeclaredField(column.name());
        field.setAccessible(true);
        values.put(column.name(), Values.plain(field.get(entity)));
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
    return values;
  }

  Class<T> type() {
    return type;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Column> columns() {
    return columns;
  }

  Column column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  List<Column> ownerColumns() {
    return ownerColumns;
  }

  @Nullable Entry owner(@Nullable Object id) {
    return id == null ? null : owners.get(id);
  }

  /** Returns the only key field if queries by it are ordered by key. */
  boolean isKey(String field) {
    return keyFields.equals(List.of(field));
  }

  /** Returns a default order that the model has, with a minus in front if descending. */
  String order() {
    return type.getAnnotation(io.popoto.annotation.Model.class).orderBy();
  }
}
