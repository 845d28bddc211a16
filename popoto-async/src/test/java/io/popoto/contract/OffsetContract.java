package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.testing.Damages;
import io.popoto.testing.RawRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Pages by offset are what the whole result has there, whatever was left out of it: records that
 * are gone, and those that cannot be decoded.
 */
@Damages
abstract class OffsetContract extends Contract {
  OffsetContract(Api api) {
    super(api);
  }

  @Model
  static class Seat {
    @KeyField String name;
    @SortedField long rank;
    @IndexedField String group;
    String colour;
    int number;

    Seat() {}

    Seat(int i) {
      name = "s%04d".formatted(i);
      rank = i * 7L % 400;
      group = i % 2 == 0 ? "even" : "odd";
      colour = "c" + i * 13 % 400;
      number = i;
    }
  }

  private void damage(Repository<Seat> seats) {
    seats.bulkCreate(IntStream.range(0, 400).mapToObj(Seat::new).toList());
    for (int i = 0; i < 400; i += 9) {
      RawRedis.commands().del(redis.redisKey("Seat:s%04d".formatted(i)));
    }
    for (int i = 4; i < 400; i += 9) {
      RawRedis.commands().hset(redis.redisKey("Seat:s%04d".formatted(i)), "number", "many");
    }
    for (int i = 5; i < 400; i += 18) {
      RawRedis.commands().hset(redis.redisKey("Seat:s%04d".formatted(i)), "group", "other");
    }
  }

  @Test
  void pagesOfEveryKindMakeUpTheWhole() {
    for (int budget : List.of(12_000, 150)) {
      try (Popoto popoto = redis.builder().queryBudget(budget).build()) {
        Repository<Seat> seats = repository(popoto, Seat.class);
        redis.use(Seat.class);
        damage(seats);
        Query<Seat> even = seats.query().filter("group", "even");
        for (Query<Seat> query :
            List.of(
                seats.query(),
                seats.query().orderBy("-name"),
                seats.query().orderBy("rank"),
                seats.query().orderBy("-rank", "name"),
                seats.query().orderBy("colour"),
                even,
                even.orderBy("rank"),
                even.orderBy("-colour"),
                even.filter("rank__gte", 100),
                even.filter("number__in", IntStream.range(0, 300).boxed().toList()))) {
          List<String> whole = names(query.all());
          assertThat(whole).hasSizeBetween(90, 380);
          for (int size : budget == 150 ? List.of(40, 150) : List.of(7, 40, 150)) {
            List<String> paged = new ArrayList<>();
            for (int from = 0; from == paged.size(); from += size) {
              List<String> page = names(query.limit(size).offset(from).all());
              paged.addAll(page);
              if (page.size() < size) {
                break;
              }
            }
            assertThat(paged).as("%s by %d, budget %d", query, size, budget).isEqualTo(whole);
          }
          assertThat(names(query.offset(60).all())).isEqualTo(whole.subList(60, whole.size()));
          assertThat(query.limit(1).offset(60).first().orElseThrow().name).isEqualTo(whole.get(60));
          assertThat(query.offset(10_000).all()).isEmpty();
          assertThat(query.offset(Integer.MAX_VALUE).limit(Integer.MAX_VALUE).all()).isEmpty();
        }
        seats.deleteAll();
        RawRedis.deleteAll(redis.namespace() + "/");
      }
    }
  }

  private static List<String> names(List<Seat> seats) {
    return seats.stream().map(seat -> seat.name).toList();
  }
}
