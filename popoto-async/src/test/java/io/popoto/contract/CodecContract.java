package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.Version;
import io.popoto.exception.StaleObjectException;
import io.popoto.exception.ValidationException;
import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Types of the library's own whose values are stored otherwise, by registered codecs. */
abstract class CodecContract extends Contract {
  private Popoto popoto;
  private Repository<Odd> odds;

  CodecContract(Api api) {
    super(api);
  }

  enum Level {
    LOW,
    MID,
    HIGH
  }

  /** Fields whose texts are not those that the server would expect. */
  @Model
  static class Odd {
    @KeyField String name;
    int hex;
    long big;
    Level level;
    Instant at;
    @Version long version;

    Odd() {}

    Odd(String name, int hex, Level level, long millis) {
      this.name = name;
      this.hex = hex;
      this.big = hex;
      this.level = level;
      this.at = Instant.ofEpochMilli(millis);
    }
  }

  /** A codec of a text, with an order by a number. */
  private record TextCodec<V>(
      Function<V, String> text, Function<String, V> value, Function<V, Number> place)
      implements ValueCodec<V> {
    @Override
    public byte[] encode(V value) {
      return text.apply(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public V decode(byte[] stored) {
      return value.apply(new String(stored, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<ScoreCodec<V>> order() {
      return Optional.of(value -> place.apply(value).doubleValue());
    }
  }

  @BeforeEach
  void open() {
    popoto =
        redis
            .builder()
            .codec(
                Integer.class,
                new TextCodec<>(Integer::toHexString, text -> Integer.parseInt(text, 16), i -> i))
            .codec(
                Long.class,
                new TextCodec<>(Long::toHexString, text -> Long.parseLong(text, 16), i -> i))
            .codec(Level.class, new TextCodec<>(Enum::name, Level::valueOf, Enum::ordinal))
            .codec(
                Instant.class,
                new TextCodec<>(
                    instant -> "" + instant.toEpochMilli(),
                    text -> Instant.ofEpochMilli(Long.parseLong(text)),
                    Instant::toEpochMilli))
            .build();
    odds = repository(popoto, Odd.class);
    redis.use(popoto, Odd.class);
    odds.bulkCreate(
        List.of(
            new Odd("a", 255, Level.LOW, 1009),
            new Odd("b", 16, Level.HIGH, 1001),
            new Odd("c", 5, Level.MID, 1005)));
  }

  @AfterEach
  void close() {
    popoto.close();
  }

  @Test
  void pagesHaveTheOrderOfTheCodec() {
    Query<Odd> all = odds.query();
    for (int limit = 1; limit <= 3; limit++) {
      assertThat(names(all.orderBy("hex").limit(limit)))
          .isEqualTo(List.of("c", "b", "a").subList(0, limit));
      assertThat(names(all.orderBy("-level").limit(limit)))
          .isEqualTo(List.of("b", "c", "a").subList(0, limit));
      assertThat(names(all.orderBy("at").limit(limit)))
          .isEqualTo(List.of("b", "c", "a").subList(0, limit));
    }
  }

  private static List<String> names(Query<Odd> query) {
    return query.all().stream().map(odd -> odd.name).toList();
  }

  @Test
  void nothingIsAddedToATextThatIsNotTheNumber() {
    for (String field : List.of("hex", "big")) {
      assertThatThrownBy(() -> odds.increment(odds.key("a"), field, 1))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("Odd." + field);
    }
    assertThat(odds.load("a").orElseThrow().hex).isEqualTo(255);
  }

  @Test
  void versionsAreCountedAllTheSame() {
    Odd stale = odds.load("a").orElseThrow();
    for (int i = 0; i < 20; i++) {
      Odd odd = odds.load("a").orElseThrow();
      odd.hex = i;
      odds.save(odd);
      assertThat(odds.load("a").orElseThrow().version).isEqualTo(odd.version);
    }
    assertThat(odds.load("a").orElseThrow().version).isEqualTo(stale.version + 20);
    assertThatThrownBy(() -> odds.save(stale)).isInstanceOf(StaleObjectException.class);
  }
}
