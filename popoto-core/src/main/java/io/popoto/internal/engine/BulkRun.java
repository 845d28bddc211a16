package io.popoto.internal.engine;

import io.popoto.exception.BulkException;
import io.popoto.exception.BulkException.Item;
import io.popoto.exception.BulkException.Outcome;
import io.popoto.exception.PopotoException;
import io.popoto.exception.UnavailableException;
import io.popoto.internal.compile.Draft;
import io.popoto.internal.scan.BoundModel;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one bulk operation, a bounded number of them in flight. After a failure of the
 * connection nothing more is sent.
 */
final class BulkRun {
  /** The most records in one script call, so that it ends within about two milliseconds. */
  static final int RECORDS_PER_CALL = 64;

  private final BoundModel<?> model;
  private final Invocation invocation;
  private final List<Draft> drafts;
  private final List<ScriptCall> calls;
  private final int perCall;
  private final @Nullable Object[] replies;
  private final @Nullable PopotoException[] failures;
  private final AtomicInteger next = new AtomicInteger();
  private volatile @Nullable UnavailableException stopped;

  /** Creates it for drafts and the calls that write them, so many records to a call. */
  BulkRun(
      BoundModel<?> model,
      Invocation invocation,
      List<Draft> drafts,
      List<ScriptCall> calls,
      int perCall) {
    this.model = model;
    this.invocation = invocation;
    this.drafts = drafts;
    this.calls = calls;
    this.perCall = perCall;
    this.replies = new Object[drafts.size()];
    this.failures = new PopotoException[drafts.size()];
  }

  /** Returns the future of the replies, by record; it never fails for a record alone. */
  CompletableFuture<BulkRun> start(int batchSize) {
    invocation.reports(this::endedEarly);
    int inFlight =
        Math.max(1, Math.min(Math.min(calls.size(), batchSize / perCall), lanesByBytes()));
    List<CompletableFuture<Boolean>> lanes = new ArrayList<>();
    for (int i = 0; i < inFlight; i++) {
      lanes.add(lane());
    }
    return Futures.all(lanes).thenApply(ignored -> this);
  }

  /** Returns how many calls take up no more than half of the bytes that may be in flight. */
  private int lanesByBytes() {
    long largest = calls.stream().mapToLong(ScriptCall::size).max().orElse(0);
    long lanes = invocation.mostBytes() / 2 / Math.max(1, largest);
    return (int) Math.min(lanes, Integer.MAX_VALUE);
  }

  private CompletableFuture<Boolean> lane() {
    int index = next.getAndIncrement();
    if (index >= calls.size() || stopped != null || invocation.isCancelled()) {
      return CompletableFuture.completedFuture(true);
    }
    int from = index * perCall;
    return invocation
        .bulkStep()
        .run(calls.get(index), reply -> (List<?>) Objects.requireNonNull(reply))
        .handle(
            (list, failure) -> {
              if (list != null) {
                for (int i = 0; i < list.size(); i++) {
                  replies[from + i] = list.get(i);
                }
              } else if (failure != null) {
                fail(from, Failures.of(failure, false));
              }
              return true;
            })
        .thenCompose(ignored -> lane());
  }

  private void fail(int from, PopotoException failure) {
    if (failure instanceof UnavailableException unavailable) {
      stopped = unavailable;
    }
    int to = Math.min(from + perCall, drafts.size());
    for (int i = from; i < to; i++) {
      failures[i] = failure;
    }
  }

  /** Returns the reply for a record: a number, or a list. */
  @Nullable Object reply(int i) {
    return replies[i];
  }

  /** Returns whether a record was written. */
  boolean done(int i) {
    Object reply = replies[i];
    return reply instanceof Long || (reply instanceof List<?> list && list.get(0) instanceof Long);
  }

  /** Says that a record was written, but that its reply cannot be decoded. */
  void undecoded(int i, Throwable cause) {
    failures[i] = Refusals.undecoded(model, drafts.get(i), cause);
  }

  /** Returns how many records were really changed. */
  long counted() {
    long count = 0;
    for (int i = 0; i < drafts.size(); i++) {
      if (done(i) && !Long.valueOf(0).equals(replies[i])) {
        count++;
      }
    }
    return count;
  }

  /** Returns why a record was refused; null if it was not, or was not reached. */
  @Nullable PopotoException refusal(int i) {
    return replies[i] instanceof List<?> list && !done(i)
        ? Refusals.of(invocation, model, drafts.get(i), list)
        : null;
  }

  /** Returns whether the server said of a record that it does not match, or is not there. */
  boolean passedOver(int i) {
    return replies[i] instanceof List<?> list && !done(i) && Refusals.isPassedOver(list);
  }

  /**
   * Throws unless every record was written, or passed over where that is allowed.
   *
   * @throws BulkException with what became of each record
   */
  void check(String operation, boolean mayPassOver) {
    boolean fine = true;
    List<Item> items = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      boolean passed = mayPassOver && passedOver(i);
      fine &= passed || (done(i) && failures[i] == null);
      items.add(
          done(i)
              ? item(i, Outcome.DONE, failures[i])
              : passed ? item(i, Outcome.NOT_DONE, null) : failed(i));
    }
    if (!fine) {
      throw new BulkException(model.name() + "." + operation, items);
    }
  }

  /** Returns what became of each record until now, for a call that is not waited for any more. */
  private BulkException endedEarly(PopotoException why) {
    int begun = next.get() * perCall;
    List<Item> items = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      if (done(i)) {
        items.add(item(i, Outcome.DONE, null));
      } else if (replies[i] != null || failures[i] != null) {
        items.add(passedOver(i) ? item(i, Outcome.NOT_DONE, null) : failed(i));
      } else {
        items.add(item(i, i < begun ? Outcome.UNKNOWN : Outcome.NOT_DONE, why));
      }
    }
    return new BulkException(model.name() + ", ended early", items);
  }

  private Item failed(int i) {
    PopotoException refusal = refusal(i);
    PopotoException failure = refusal == null ? failures[i] : refusal;
    if (failure == null) {
      UnavailableException cause = stopped;
      return item(i, Outcome.NOT_DONE, cause);
    }
    boolean unknown =
        failure instanceof UnavailableException unavailable && unavailable.outcomeUnknown();
    return item(i, unknown ? Outcome.UNKNOWN : Outcome.NOT_DONE, failure);
  }

  private Item item(int i, Outcome outcome, @Nullable PopotoException cause) {
    return new Item(i, model.name() + ":" + drafts.get(i).id(), outcome, cause);
  }
}
