package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.popoto.plan.FieldsCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final List<List<TrackedCommand>> sent = new ArrayList<>();
  private final Outbox outbox = new Outbox(sent::add, () -> null);

  @Test
  void sendsAtOnceWhileFewAreUnanswered() {
    List<TrackedCommand> commands = send(3);

    assertThat(sent).containsExactlyElementsOf(commands.stream().map(List::of).toList());
  }

  @Test
  void gathersWhatComesMeanwhileUntilTheNextAnswer() {
    List<TrackedCommand> commands = send(20);
    assertThat(sent).hasSize(8);

    commands.get(0).complete();

    assertThat(sent).hasSize(9).last().isEqualTo(commands.subList(8, 20));
  }

  @Test
  void holdsBackNoLongCommandForTheNextOnes() {
    List<TrackedCommand> commands = send(8);
    List<TrackedCommand> waiting =
        List.of(commands(1).get(0), longCommand(), longCommand(), commands(1).get(0));
    waiting.forEach(outbox::send);
    assertThat(sent).hasSize(8);

    commands.subList(0, 4).forEach(TrackedCommand::complete);

    assertThat(sent.subList(8, sent.size()))
        .containsExactly(waiting.subList(0, 2), waiting.subList(2, 3), waiting.subList(3, 4));
  }

  private static TrackedCommand longCommand() {
    byte[] text = {};
    return HashesCommand.of(new FieldsCall(List.of(text, text), List.of(text)));
  }

  @Test
  void leavesOutWhatHasBeenGivenUp() {
    List<TrackedCommand> commands = send(11);
    commands.get(9).cancel();

    commands.get(3).complete();

    assertThat(sent).last().isEqualTo(List.of(commands.get(8), commands.get(10)));
  }

  @Test
  void holdsBackWhatTheSocketDoesNotTake() {
    List<TrackedCommand> commands = List.of(megabyte(), megabyte(), megabyte());
    commands.forEach(outbox::send);
    assertThat(sent).containsExactly(commands.subList(0, 1));

    commands.get(0).beingWritten();
    commands.get(0).cancel();
    commands.get(1).cancel();
    assertThat(sent).as("after their time, not after an answer").hasSize(1);

    commands.get(0).flushed();
    assertThat(sent).containsExactly(commands.subList(0, 1), commands.subList(2, 3));
  }

  @Test
  void isHeldUpByNoLargeCommandThatWasNeverWritten() {
    List<TrackedCommand> commands = List.of(megabyte(), megabyte());
    commands.forEach(outbox::send);

    commands.get(0).completeExceptionally(new IllegalStateException("cut"));

    assertThat(sent).containsExactly(commands.subList(0, 1), commands.subList(1, 2));
  }

  private static TrackedCommand megabyte() {
    TrackedCommand command = commands(1).get(0);
    command.askBeforeSending(() -> true, 1 << 20);
    return command;
  }

  @Test
  void waitsForNoAnswerOverAConnectionThatWasReplaced() {
    List<TrackedCommand> old = send(20);
    assertThat(sent).hasSize(8);

    outbox.startAnew();
    assertThat(sent).hasSize(9).last().isEqualTo(old.subList(8, 20));

    old.subList(0, 8).forEach(TrackedCommand::complete);
    List<TrackedCommand> fresh = send(1);
    assertThat(sent).as("12 are unanswered over the new one").hasSize(9);
    old.get(8).complete();
    assertThat(sent).last().isEqualTo(fresh);
  }

  @Test
  void goesOnAfterCommandsThatAreRefusedAtOnce() {
    List<TrackedCommand> seen = new ArrayList<>();
    Outbox refusing =
        new Outbox(
            batch -> {
              seen.addAll(batch);
              batch.forEach(command -> command.completeExceptionally(new IllegalStateException()));
            },
            () -> null);

    List<TrackedCommand> commands = commands(100);
    commands.forEach(refusing::send);

    assertThat(seen).isEqualTo(commands);
  }

  @Test
  void keepsTheOrderOfEachCaller() throws Exception {
    DefaultEventExecutor channel = new DefaultEventExecutor();
    List<TrackedCommand> arrived = new ArrayList<>();
    Outbox outbox =
        new Outbox(
            batch -> {
              assertThat(channel.inEventLoop()).isTrue();
              arrived.addAll(batch);
              channel.execute(() -> batch.forEach(TrackedCommand::complete));
            },
            () -> channel);
    List<TrackedCommand> commands = commands(20_000);

    commands.forEach(outbox::send);
    commands.get(commands.size() - 1).get(10, TimeUnit.SECONDS);
    channel.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();

    assertThat(arrived).isEqualTo(commands);
  }

  @Test
  void doesNotOvertakeWhatWasSentBeforeTheThreadWasKnown() throws Exception {
    DefaultEventExecutor channel = new DefaultEventExecutor();
    AtomicReference<EventExecutor> known = new AtomicReference<>();
    List<TrackedCommand> arrived = new CopyOnWriteArrayList<>();
    Outbox outbox =
        new Outbox(
            batch -> {
              Runnable write =
                  () -> {
                    batch.forEach(TrackedCommand::beingWritten);
                    arrived.addAll(batch);
                  };
              if (channel.inEventLoop()) {
                write.run();
              } else {
                channel.execute(write);
              }
            },
            known::get);
    List<TrackedCommand> commands = commands(4);
    CountDownLatch sent = new CountDownLatch(1);
    channel.execute(
        () -> {
          try {
            sent.await();
            outbox.send(commands.get(3));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    commands.subList(0, 3).forEach(outbox::send);
    known.set(channel);
    sent.countDown();

    Awaitility.await().until(() -> arrived.size() == 4);
    assertThat(arrived).isEqualTo(commands);
    channel.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  @Test
  void losesNothingUnderManyThreads() throws Exception {
    ExecutorService server = Executors.newFixedThreadPool(2);
    ExecutorService clients = Executors.newFixedThreadPool(4);
    ConcurrentLinkedQueue<TrackedCommand> arrived = new ConcurrentLinkedQueue<>();
    Outbox busy =
        new Outbox(
            batch -> {
              arrived.addAll(batch);
              server.execute(() -> batch.forEach(TrackedCommand::complete));
            },
            () -> null);
    List<TrackedCommand> commands = commands(20_000);

    commands.forEach(command -> clients.execute(() -> busy.send(command)));
    clients.shutdown();

    CompletableFuture.allOf(commands.toArray(CompletableFuture<?>[]::new))
        .get(30, TimeUnit.SECONDS);
    server.shutdown();
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(commands);
  }

  private List<TrackedCommand> send(int count) {
    List<TrackedCommand> commands = commands(count);
    commands.forEach(outbox::send);
    return commands;
  }

  private static List<TrackedCommand> commands(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new TrackedCommand(CommandType.PING, new CommandArgs<>(ByteArrayCodec.INSTANCE)))
        .toList();
  }
}
