package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.Update;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.spi.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts of groups in several calls, between which records and indexes change. */
abstract class CountContract extends Contract {
  private static final int EACH = 500;

  private Popoto popoto;
  private Runnable betweenCalls = () -> {};

  CountContract(Api api) {
    super(api);
  }

  /** One of two sides. */
  record Side(String name) {
    static final Side LEFT = new Side("left");
    static final Side RIGHT = new Side("right");
  }

  /** A vote for a side. */
  @Model
  static class Vote {
    @KeyField String voter;
    @IndexedField Side side;
    @IndexedField String kind = "plain";
    @SortedField int rank;

    Vote() {}

    Vote(String voter, Side side, int rank) {
      this.voter = voter;
      this.side = side;
      this.rank = rank;
    }
  }

  /** Decodes a part of an answer, which is after its call and before the next. */
  private final class SideCodec implements ValueCodec<Side> {
    @Override
    public byte[] encode(Side side) {
      return side.name().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Side decode(byte[] stored) {
      betweenCalls.run();
      return new Side(new String(stored, StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void connect() {
    popoto = redis.builder().codec(Side.class, new SideCodec()).queryBudget(500).build();
    redis.use(popoto, Vote.class);
  }

  @AfterEach
  void disconnect() {
    popoto.close();
  }

  private Repository<Vote> votes() {
    Repository<Vote> votes = repository(popoto, Vote.class);
    List<Vote> all = new ArrayList<>();
    for (int i = 0; i < 2 * EACH; i++) {
      all.add(new Vote("v%04d".formatted(i), i % 2 == 0 ? Side.LEFT : Side.RIGHT, i));
    }
    votes.bulkCreate(all);
    return votes;
  }

  @Test
  void groupsOfManyCallsAreCounted() {
    Repository<Vote> votes = votes();
    List<String> calls = new ArrayList<>();
    betweenCalls = () -> calls.add("decoded");

    Map<Object, Long> counts = votes.query().countBy("side");

    assertThat(counts).isEqualTo(Map.of(Side.LEFT, (long) EACH, Side.RIGHT, (long) EACH));
    assertThat(calls).hasSizeGreaterThan(2);
    assertThat(votes.query().filter("kind", "none").countBy("side")).isEmpty();
  }

  @Test
  void setsThatTheServerIntersectsCostHalf() {
    Repository<Vote> votes = votes();

    assertThat(votes.query().filter("side", Side.LEFT).filter("kind", "plain").explain())
        .contains("examined: 500, returned: 500, round trips: 2");
    assertThat(votes.query().filter("side", Side.LEFT).explain())
        .contains("returned: 500")
        .doesNotContain("round trips: 2");
  }

  @Test
  void recordThatMovesOnInTheIndexThatIsWalkedCountsOnce() {
    Repository<Vote> votes = votes();
    votes.create(new Vote("behind", Side.LEFT, -1));
    List<Integer> moves = new ArrayList<>(List.of(10_000));
    betweenCalls =
        () -> {
          if (!moves.isEmpty()) {
            votes.increment(votes.key("v0000"), "rank", moves.remove(0));
          }
        };

    Map<Object, Long> counts = votes.query().filter("rank__gte", 0).countBy("side");

    assertThat(moves).isEmpty();
    assertThat(counts).isEqualTo(Map.of(Side.LEFT, (long) EACH, Side.RIGHT, (long) EACH));
  }

  @Test
  void recordThatMovesIntoASetThatIsYetToBeWalkedCountsOnce() {
    Repository<Vote> votes = votes();
    Vote other = new Vote("other", Side.LEFT, 2 * EACH);
    other.kind = "other";
    votes.create(other);
    List<String> calls = new ArrayList<>();
    betweenCalls =
        () -> {
          calls.add("decoded");
          if (calls.size() == 1) {
            // Many of these have been counted.
            votes.bulkUpdate(votes.query().filter("rank__lt", EACH), Update.set("kind", "late"));
          }
        };

    Map<Object, Long> counts =
        votes.query().filter("kind__in", List.of("plain", "late")).countBy("side");

    assertThat(calls).hasSizeGreaterThan(2);
    assertThat(counts).isEqualTo(Map.of(Side.LEFT, (long) EACH, Side.RIGHT, (long) EACH));
  }
}
