package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.util.Timer;
import io.popoto.exception.CommandTimeoutException;
import io.popoto.exception.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A write that is ended by somebody else at each of the steps that lead to its sending. */
class ExchangeTest {
  private static final int ROUNDS = 2_000;

  /** Where the caller is held up. */
  enum Moment {
    /** The attempt is made; the timer was armed before. */
    MAKING,
    /** The command is handed to the connection. */
    HANDING_OVER,
    /** It is in the outbox and about to be taken. */
    GATHERED,
    /** It was taken and is not yet written. */
    TAKEN,
    /** The server has it. */
    WRITTEN
  }

  /** Who ends the call then. */
  enum Ender {
    TIMER,
    CANCEL,
    CLOSE
  }

  /** What came before the attempt. */
  enum Path {
    FIRST,
    AFTER_NOSCRIPT,
    AFTER_UNSENT,
    AFTER_LOADING,
    BEHIND_OTHERS
  }

  record Case(Path path, Moment moment, Ender ender) {}

  static Stream<Case> cases() {
    return Stream.of(Path.values())
        .flatMap(
            path ->
                Stream.of(Moment.values())
                    .flatMap(
                        moment -> Stream.of(Ender.values()).map(e -> new Case(path, moment, e))));
  }

  private final ManualTimer timer = new ManualTimer();
  private final List<TrackedCommand> arrived = new ArrayList<>();
  private final AtomicInteger effects = new AtomicInteger();
  private Executor completion = Runnable::run;
  private volatile boolean closed;
  private boolean refusing;
  private volatile Moment holdUpAt;
  private volatile Runnable meanwhile = () -> {};

  private void reach(Moment moment) {
    if (moment == holdUpAt) {
      holdUpAt = null;
      meanwhile.run();
    }
  }

  private final Outbox outbox =
      new Outbox(
          commands -> {
            if (refusing) {
              commands.forEach(each -> each.completeExceptionally(new RedisException("cut")));
              return;
            }
            reach(Moment.TAKEN);
            for (TrackedCommand command : commands) {
              if (!command.isDone()) {
                command.beingWritten();
                arrived.add(command);
                effects.incrementAndGet();
              }
            }
            reach(Moment.WRITTEN);
          },
          () -> {
            reach(Moment.GATHERED);
            return null;
          });

  private final Route route =
      new Route() {
        @Override
        public boolean isHopeless() {
          return false;
        }

        @Override
        public void suspect() {}

        @Override
        public void renew() {}

        @Override
        public Throwable down() {
          return null;
        }

        @Override
        public void send(TrackedCommand command) {
          reach(Moment.HANDING_OVER);
          outbox.send(command);
        }
      };

  private final Exchange.Host host =
      new Exchange.Host() {
        @Override
        public Timer timer() {
          return timer;
        }

        @Override
        public boolean isClosed() {
          return closed;
        }

        @Override
        public void lacksReadOnlyScripts() {}

        @Override
        public boolean failsFast() {
          return false;
        }

        @Override
        public void ended(Exchange exchange) {}
      };

  private static TrackedCommand command() {
    return new TrackedCommand(CommandType.EVALSHA, new CommandArgs<>(ByteArrayCodec.INSTANCE));
  }

  @SuppressWarnings("NullAway") // no engine
  private Invocation invocation() {
    return new Invocation(null, completion, Duration.ofMinutes(5));
  }

  private static final class Write {
    private final Invocation invocation;
    private final CompletableFuture<Object> result;
    private final Exchange exchange;

    Write(Invocation invocation, CompletableFuture<Object> result, Exchange exchange) {
      this.invocation = invocation;
      this.result = result;
      this.exchange = exchange;
    }

    /** Returns whether the caller is told that it certainly changed nothing. */
    boolean isSaidToHaveNoEffect() {
      if (!result.isCompletedExceptionally()) {
        return false;
      }
      Throwable failure = result.handle((value, thrown) -> thrown).join();
      return failure instanceof UnavailableException unavailable
          ? !unavailable.outcomeUnknown()
          : !invocation.mayHaveWritten();
    }
  }

  private Write write(boolean readOnly) {
    Invocation invocation = invocation();
    Step<Object> step = new Step<>(Runnable::run, invocation, readOnly, reply -> "done");
    Exchange exchange =
        new Exchange(
            host,
            route,
            invocation,
            new Exchange.Request(
                readOnly,
                false,
                10,
                withText -> {
                  reach(Moment.MAKING);
                  return command();
                }),
            step);
    return new Write(invocation, step.result(), exchange);
  }

  private void end(Write write, Ender ender) {
    switch (ender) {
      case TIMER -> timer.fire();
      case CANCEL -> {
        write.invocation.cancel();
        assertThat(write.invocation.mayHaveWritten()).isEqualTo(effects.get() > 0 || holds());
      }
      case CLOSE -> {
        closed = true;
        write.exchange.abandon();
      }
    }
  }

  /** A command was taken and may be written next. */
  private boolean holds() {
    return current == Moment.TAKEN || current == Moment.WRITTEN;
  }

  private Moment current = Moment.MAKING;

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsSaidToHaveHadNoEffectHadNone(Case at) {
    current = at.moment();
    Write write = write(false);
    meanwhile = () -> end(write, at.ender());
    switch (at.path()) {
      case FIRST -> {
        holdUpAt = at.moment();
        write.exchange.begin();
      }
      case AFTER_NOSCRIPT -> failFirst(write, at, "NOSCRIPT No matching script.");
      case AFTER_LOADING -> {
        failFirst(write, at, "LOADING Redis is loading the dataset in memory");
        retry(at);
      }
      case AFTER_UNSENT -> {
        refusing = true;
        write.exchange.begin();
        refusing = false;
        retry(at);
      }
      case BEHIND_OTHERS -> {
        List<TrackedCommand> others = Stream.generate(ExchangeTest::command).limit(8).toList();
        others.forEach(outbox::send);
        arrived.clear();
        effects.set(0);
        holdUpAt = at.moment();
        write.exchange.begin();
        others.get(0).complete();
      }
    }
    List.copyOf(arrived).forEach(TrackedCommand::complete);
    while (!timer.isEmpty()) {
      timer.fire();
    }

    assertThat(holdUpAt).as("reached").isNull();
    assertThat(write.result).isDone();
    assertThat(effects.get()).isLessThanOrEqualTo(1);
    if (effects.get() > 0) {
      assertThat(write.isSaidToHaveNoEffect()).isFalse();
    } else if (at.moment() != Moment.TAKEN) {
      assertThat(write.isSaidToHaveNoEffect()).as("certain").isTrue();
    }
  }

  /** Lets the first command reach the server, which refuses it. */
  private void failFirst(Write write, Case at, String error) {
    write.exchange.begin();
    TrackedCommand first = arrived.remove(0);
    effects.set(0);
    if (at.path() == Path.AFTER_NOSCRIPT) {
      holdUpAt = at.moment();
    }
    first.completeExceptionally(new RedisCommandExecutionException(error));
  }

  /** Makes the next attempt: the timer's first task is the timeout, so that one waits longer. */
  private void retry(Case at) {
    holdUpAt = at.moment();
    timer.fireLast();
  }

  @Test
  void callersAndTimersThatRaceAgreeOnTheOutcome() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Write write = write(false);
      effects.set(0);
      CompletableFuture<Void> armed = new CompletableFuture<>();
      timer.onNewTask(() -> armed.complete(null));
      Thread caller = new Thread(write.exchange::begin);
      caller.start();
      armed.join();
      timer.fire();
      caller.join();
      assertThat(write.result).isDone();
      assertThat(effects.get() > 0 && write.isSaidToHaveNoEffect()).isFalse();
      arrived.forEach(TrackedCommand::complete);
      arrived.clear();
    }
  }

  @Test
  void discardingExecutorGetsNoFurtherThanTheTimeout() {
    completion = task -> {};
    Write write = write(false);
    write.exchange.begin();
    arrived.get(0).complete();
    assertThat(write.result).isNotDone();

    timer.fire();
    assertThat(write.result).as("an executor that is only busy has a moment more").isNotDone();
    timer.fire();

    assertThat(write.result).isCompletedExceptionally();
    assertThat(write.isSaidToHaveNoEffect()).isFalse();
  }

  @Test
  void refusingExecutorFailsTheCallImmediately() {
    completion =
        task -> {
          throw new RejectedExecutionException("full");
        };
    Write write = write(false);
    write.exchange.begin();
    arrived.get(0).complete();

    assertThat(write.result)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(UnavailableException.class)
        .withMessageContaining("refused");
    assertThat(write.isSaidToHaveNoEffect()).isFalse();
  }

  @Test
  void failureThatTheExecutorDoesNotTakeIsDeliveredAsItIs() {
    completion = task -> {};
    Write write = write(true);
    write.exchange.begin();
    timer.fire();
    timer.fire();

    assertThat(write.result)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(CommandTimeoutException.class)
        .withMessageContaining("No answer");
  }
}
