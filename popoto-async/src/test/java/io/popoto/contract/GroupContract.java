package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.exception.QueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many records there are of each value, for every kind of field. */
abstract class GroupContract extends Contract {
  private static final int RECORDS = 120;

  private final List<Sighting> all = new ArrayList<>();

  GroupContract(Api api) {
    super(api);
  }

  private static Sighting sighting(int i) {
    Sighting one = new Sighting();
    one.place = "p:" + i % 3;
    one.number = i;
    one.kind = i % 4 == 0 ? null : "k" + i % 4;
    one.day = DayOfWeek.of(1 + i % 7);
    one.night = i % 5 == 0;
    one.size = new BigDecimal(i % 2 == 0 ? "1.5" : "1.50");
    one.observer = new UUID(0, i % 6);
    one.note = i % 2 == 0 ? Optional.empty() : Optional.of("n" + i % 3);
    one.signs = i % 8 == 0 ? null : List.of("s" + i % 2, "s" + i % 3, "s" + i % 2);
    one.code = i % 3 == 0 ? null : (long) i;
    one.height = Long.MAX_VALUE - i % 3;
    one.steps = BigInteger.TEN.pow(30).add(BigInteger.valueOf(i % 3));
    one.date = LocalDate.EPOCH.plusDays(i % 9);
    one.at = Instant.EPOCH.plusNanos(i % 4);
    one.weight = i % 3 == 0 ? null : i % 3 - 0.5;
    one.rank = i % 11;
    one.item = i % 2 == 0 ? Ref.empty() : Ref.of(new Item("i" + i % 3, 0));
    one.hour = i % 24;
    one.quality = i % 5 == 0 ? null : "q" + i % 2;
    return one;
  }

  @ParameterizedTest
  @ValueSource(ints = {12_000, 50})
  void everyIndexedFieldCanBeCounted(int budget) {
    try (Popoto popoto = redis.builder().queryBudget(budget).build()) {
      Repository<Sighting> sightings = repository(popoto, Sighting.class);
      redis.use(Sighting.class);
      for (int i = 0; i < RECORDS; i++) {
        all.add(sighting(i));
      }
      sightings.bulkCreate(all);
      Query<Sighting> query = sightings.query();

      counts(query, "place", s -> s.place);
      counts(query, "number", s -> s.number);
      counts(query, "kind", s -> s.kind);
      counts(query, "day", s -> s.day);
      counts(query, "night", s -> s.night);
      counts(query, "size", s -> new BigDecimal("1.5"));
      counts(query, "observer", s -> s.observer);
      counts(query, "note", s -> s.note.orElse(null));
      counts(query, "code", s -> s.code);
      counts(query, "height", s -> s.height);
      counts(query, "steps", s -> s.steps);
      counts(query, "date", s -> s.date);
      counts(query, "at", s -> s.at);
      counts(query, "weight", s -> s.weight);
      counts(query, "rank", s -> s.rank);
      counts(query, "item", s -> s.item.isEmpty() ? null : s.item);
      counts(query, "hour", s -> s.hour);
      counts(query, "quality", s -> s.quality);
      assertThat(query.countBy("signs")).isEqualTo(Map.of("s0", 65L, "s1", 75L, "s2", 35L));

      Query<Sighting> few = query.filter("kind", "k1").filter("night", false);
      assertThat(few.countBy("day"))
          .isEqualTo(expected(s -> "k1".equals(s.kind) && !s.night ? s.day : null));
      assertThat(query.filter("kind", "nothing").countBy("day")).isEmpty();
      assertThat(query.limit(1).offset(3).countBy("kind")).isEqualTo(expected(s -> s.kind));
      assertThat(query.distinct("height"))
          .isEqualTo(List.of(Long.MAX_VALUE - 2, Long.MAX_VALUE - 1, Long.MAX_VALUE));
      assertThat(query.distinct("weight")).isEqualTo(List.of(0.5, 1.5));
      assertThat(query.min("kind")).contains("k1");
      assertThat(query.limit(1).max("kind")).contains("k3");
      assertThat(query.max("size")).contains(new BigDecimal("1.5"));
      assertThat(query.max("signs")).contains("s2");
      assertThat(few.max("number")).contains(117);
      assertThat(query.filter("kind", "nothing").min("kind")).isEmpty();
    }
  }

  private void counts(Query<Sighting> query, String field, Function<Sighting, Object> value) {
    assertThat(query.countBy(field)).as(field).isEqualTo(expected(value));
    assertThat(query.distinct(field))
        .as(field)
        .containsExactlyInAnyOrderElementsOf(expected(value).keySet());
  }

  private Map<Object, Long> expected(Function<Sighting, Object> value) {
    Map<Object, Long> counts = new HashMap<>();
    for (Sighting sighting : all) {
      Object key = value.apply(sighting);
      if (key != null) {
        counts.merge(key, 1L, Long::sum);
      }
    }
    return counts;
  }

  @Test
  void fieldWithoutAnIndexIsRefused() {
    Repository<Sighting> sightings = repository(Sighting.class);

    for (String field : List.of("remark", "nonexistent")) {
      assertThatThrownBy(() -> sightings.query().countBy(field))
          .isExactlyInstanceOf(QueryException.class);
      assertThatThrownBy(() -> sightings.query().distinct(field))
          .isExactlyInstanceOf(QueryException.class);
    }
  }
}
