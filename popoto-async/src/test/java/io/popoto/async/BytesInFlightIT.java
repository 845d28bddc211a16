package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.exception.CommandTimeoutException;
import io.popoto.exception.TooManyCallsException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Large requests to a server that has stopped: memory for them is bounded. */
class BytesInFlightIT {
  private static final int MEGABYTE = 1 << 20;
  private static final int BOUND = 5 * MEGABYTE + MEGABYTE / 2;

  /** A record as large as one likes. */
  @Model
  static class Letter {
    @KeyField String id;
    String text;

    Letter() {}

    Letter(int id, int size) {
      this.id = "l" + id;
      this.text = "x".repeat(size);
    }
  }

  private final EmbeddedRedis server = RedisServers.startOwn();

  @AfterEach
  void close() {
    server.close();
  }

  private PopotoBuilder builder() {
    return Faults.builder(server.uri(), Duration.ofSeconds(3)).maxBytesInFlight(BOUND);
  }

  @Test
  void beyondTheBoundNothingIsSentAndTheOthersGoOn() {
    try (Popoto popoto = builder().timeout(Duration.ofSeconds(20)).build()) {
      AsyncRepository<Letter> letters = AsyncPopoto.of(popoto).repository(Letter.class);
      letters.create(new Letter(1000, 10)).join();
      server.pause();
      List<CompletableFuture<Letter>> created = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        created.add(letters.create(new Letter(i, MEGABYTE)));
      }
      assertThatThrownBy(() -> popoto.repository(Letter.class).save(new Letter(31, MEGABYTE)))
          .isInstanceOf(TooManyCallsException.class)
          .hasMessageContaining("maxBytesInFlight");
      CompletableFuture<?> small = letters.load("l1000");
      for (CompletableFuture<Letter> refused : created.subList(5, 30)) {
        assertThat(Faults.failureOf(refused))
            .isInstanceOfSatisfying(
                TooManyCallsException.class, e -> assertThat(e.outcomeUnknown()).isFalse());
      }
      assertThat(created.subList(0, 5)).noneMatch(CompletableFuture::isDone);
      server.resume();
      created.subList(0, 5).forEach(CompletableFuture::join);
      small.join();
      assertThat(letters.query().count().join()).isEqualTo(6);
      await().until(() -> letters.save(new Letter(40, 3 * MEGABYTE)).join() != null);
    }
  }

  @Test
  void whatTimedOutCountsUntilItHasLeftTheBuffers() {
    try (Popoto popoto = builder().build()) {
      AsyncRepository<Letter> letters = AsyncPopoto.of(popoto).repository(Letter.class);
      letters.create(new Letter(1000, 10)).join();
      server.pause();
      // Alone, it may be larger than the bound; the socket takes a part of it only.
      CompletableFuture<?> huge = letters.create(new Letter(1, 10 * BOUND));
      assertThat(Faults.failureOf(letters.create(new Letter(2, MEGABYTE))))
          .isInstanceOf(TooManyCallsException.class);
      assertThat(Faults.failureOf(huge)).isInstanceOf(CommandTimeoutException.class);
      assertThat(Faults.failureOf(letters.create(new Letter(3, MEGABYTE))))
          .isInstanceOf(TooManyCallsException.class);
      server.resume();
      await().ignoreExceptions().until(() -> letters.save(new Letter(4, MEGABYTE)).join() != null);
    }
  }

  @Test
  void bulkWritesTakeTheirTurns() {
    try (Popoto popoto = builder().timeout(Duration.ofSeconds(20)).build()) {
      Repository<Letter> letters = popoto.repository(Letter.class);
      List<Letter> all =
          IntStream.range(0, 320).mapToObj(i -> new Letter(i, MEGABYTE / 16)).toList();
      assertThat(letters.bulkCreate(all)).hasSize(320);
      assertThat(letters.query().count()).isEqualTo(320);
    }
  }
}
