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
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one bulk operation, a bounded number of them in flight. After a failure of the
 * connection nothing more is sent.
 */
final class BulkRun {
  /** What a script says of a record that it has left for another call. */
  private static final Long LEFT = 3L;

  /** The most records in one script call. */
  private static final int MOST_PER_CALL = 64;

  /** So many index entries are written within a few milliseconds. */
  private static final int ENTRIES_PER_CALL = 400;

  private final BoundModel<?> model;
  private final Invocation invocation;
  private final List<Draft> drafts;
  private final IntFunction<ScriptCall> compiler;
  private final List<ScriptCall> calls;
  private final int perCall;
  private final @Nullable Object[] replies;
  private final @Nullable PopotoException[] failures;
  private final AtomicInteger next = new AtomicInteger();
  private volatile @Nullable UnavailableException stopped;

  /** Returns how many records of a model one script call writes. */
  static int recordsPerCall(BoundModel<?> model) {
    return Math.min(MOST_PER_CALL, Math.max(1, ENTRIES_PER_CALL / (1 + model.indexes().size())));
  }

  /** Makes the call that writes some drafts. */
  interface Compiler {
    ScriptCall compile(List<Draft> some);
  }

  /**
   * Creates it, and compiles everything, so that nothing is sent if anything is invalid.
   *
   * @param perCall how many records to a call at most
   */
  BulkRun(
      BoundModel<?> model,
      Invocation invocation,
      List<Draft> drafts,
      Compiler compiler,
      int perCall) {
    this.model = model;
    this.invocation = invocation;
    this.drafts = drafts;
    this.perCall = perCall;
    this.compiler = from -> compiler.compile(drafts.subList(from, end(from)));
    this.calls = new ArrayList<>();
    for (int from = 0; from < drafts.size(); from += perCall) {
      calls.add(this.compiler.apply(from));
    }
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
    return write(index * perCall, calls.get(index)).thenCompose(ignored -> lane());
  }

  /** Writes the records of a call, from one of them on. */
  private CompletableFuture<Boolean> write(int from, ScriptCall call) {
    return invocation
        .bulkStep()
        .run(call, reply -> (List<?>) Objects.requireNonNull(reply))
        .handle(
            (list, failure) -> {
              if (list == null) {
                fail(from, Failures.of(Objects.requireNonNull(failure), false));
                return end(from);
              }
              int at = from;
              for (Object reply : list) {
                if (LEFT.equals(reply)) {
                  break;
                }
                replies[at++] = reply;
              }
              return at;
            })
        .thenCompose(
            at ->
                at == end(from) || stopped != null || invocation.isCancelled()
                    ? CompletableFuture.completedFuture(true)
                    : write(at, compiler.apply(at)));
  }

  /** Returns the number behind the last record that is in the same call as another. */
  private int end(int from) {
    return Math.min((from / perCall + 1) * perCall, drafts.size());
  }

  private void fail(int from, PopotoException failure) {
    if (failure instanceof UnavailableException unavailable) {
      stopped = unavailable;
    }
    for (int i = from; i < end(from); i++) {
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
