package io.popoto.internal.engine;

import io.popoto.exception.DecodeException;
import io.popoto.internal.compile.Continuation;
import io.popoto.internal.compile.QueryCompiler.Mode;
import io.popoto.internal.compile.QueryPlan;
import io.popoto.internal.compile.StoredRecord;
import io.popoto.internal.scan.BoundField;
import io.popoto.query.QuerySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of one query: in one call where that fits the budget, else in several. Used
 * once.
 */
final class Finder {
  /** So many calls explain makes at most. */
  private static final int MOST_EXPLAINED = 20;

  private final ModelContext<?> context;
  private final QuerySpec query;
  private final Mode mode;
  private final List<BoundField> fields;
  private final Consumer<DecodeException> broken;
  private final Consumer<StoredRecord> make;
  private final List<StoredRecord> found = new ArrayList<>();

  /**
   * The ids of what was found: records move between calls, and one that somebody has edited may
   * stand under several values of an index.
   */
  private final Set<String> seen = new HashSet<>(0);

  /** What was said to be broken, by the threads that decode the parts of a reply. */
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  private boolean parts;
  private boolean readLater;

  /** The last record up to which the page is complete, if rows were too large for a reply. */
  private @Nullable StoredRecord end;

  private int roundTrips;

  /** Each with a time of its own: calls, and thousands of rows after the first. */
  private int steps;

  private long examined;
  private long backlog;
  private String driver = "";
  private long candidates;
  private List<Long> counts = List.of();

  /**
   * What was found.
   *
   * @param records the records of the page, in order
   * @param plan the plan of the first call
   * @param statistics makes what explain shows
   * @param backlog how many expired records wait to be swept
   * @param severalCalls whether one call, with at most a thousand rows after it, was not enough
   * @param end the record behind which the page goes on, if rows were too large for a reply
   */
  record Found(
      List<StoredRecord> records,
      QueryPlan plan,
      Supplier<String> statistics,
      long backlog,
      boolean severalCalls,
      @Nullable StoredRecord end) {}

  /**
   * Creates it.
   *
   * @param mode one that has rows
   * @param make makes the results, while the server reads the next rows; a row of which it cannot
   *     be decoded is left out, and another one takes its place
   */
  Finder(
      ModelContext<?> context,
      QuerySpec query,
      Mode mode,
      List<BoundField> fields,
      Consumer<DecodeException> broken,
      Consumer<StoredRecord> make) {
    this.context = context;
    this.query = query;
    this.mode = mode;
    this.fields = fields;
    // Rows may be read a second time, for more of them.
    this.broken =
        failure -> {
          if (reported.add(failure.key() + " " + failure.field())) {
            broken.accept(failure);
          }
        };
    this.make = make;
  }

  /** Returns an empty page, without asking Redis; the query is checked nevertheless. */
  Found nothing() {
    QueryPlan plan = compile(query, Continuation.BEGIN);
    return new Found(List.of(), plan, () -> statistics(plan, 0), 0, false, null);
  }

  private QueryPlan compile(QuerySpec asked, Continuation from) {
    return context.queries().compile(asked, mode, fields, from);
  }

  CompletableFuture<Found> find(Invocation call) {
    return find(call, 0);
  }

  /** Finds the page; where rows had to be left out, asks for so many more. */
  private CompletableFuture<Found> find(Invocation call, int extra) {
    // What is left out counts as little for the offset as for the limit, so the server skips none.
    OptionalInt limit = query.limit();
    int wanted = limit.isPresent() ? sum(limit.getAsInt(), query.offset()) : Integer.MAX_VALUE;
    QuerySpec whole = query.from(0);
    QuerySpec asked = limit.isPresent() ? whole.limitedTo(sum(wanted, extra)) : whole;
    QueryPlan first = compile(asked, Continuation.BEGIN);
    return step(call, first, asked)
        .thenCompose(
            left -> {
              boolean full = left.received() >= sum(wanted, extra);
              // Of each part come only as many as are wanted; one that is dropped may have kept
              // another away.
              boolean someMissing =
                  parts
                      ? limit.isPresent() && !first.pagedHere() && left.dropped() > extra
                      : full && found.size() < wanted;
              if (someMissing && left.dropped() > 0 && end == null) {
                found.clear();
                seen.clear();
                parts = false;
                return find(call, sum(extra, 2 * left.dropped()));
              }
              return CompletableFuture.completedFuture(page(first));
            });
  }

  /** Returns the sum of two numbers, or the greatest number if that is less. */
  private static int sum(int a, int b) {
    return (int) Math.min((long) a + b, Integer.MAX_VALUE);
  }

  private record Received(int received, int dropped) {}

  private CompletableFuture<Received> step(Invocation call, QueryPlan plan, QuerySpec asked) {
    roundTrips++;
    steps++;
    return call.run(plan.call(), Reply::ofRows)
        .thenCompose(reply -> rows(call, plan, reply))
        .thenCompose(
            answer -> {
              Reply reply = answer.reply();
              Received received = take(plan, answer);
              Optional<Continuation> next = next(plan, reply, asked);
              if (next.isEmpty()) {
                return CompletableFuture.completedFuture(received);
              }
              QuerySpec rest = reply.inParts() ? asked : rest(asked, received.received());
              return step(call.bulkStep(), compile(rest, next.get()), rest)
                  .thenApply(
                      more ->
                          new Received(
                              received.received() + more.received(),
                              received.dropped() + more.dropped()));
            });
  }

  /** A reply with its rows, those that satisfy the condition. */
  private record Answer(Reply reply, List<StoredRecord> rows) {}

  /** Decodes the rows of a reply, and reads those of which it has only ids. */
  private CompletableFuture<Answer> rows(Invocation call, QueryPlan plan, Reply reply) {
    List<StoredRecord> rows = plan.rows(reply.rows(), broken);
    rows.removeIf(row -> !isDecodable(plan, row));
    if (reply.ids().isEmpty()) {
      return CompletableFuture.completedFuture(new Answer(reply, rows));
    }
    readLater = true;
    List<String> ids = reply.ids().stream().map(Reply::text).toList();
    int further = (ids.size() - 1) / RowReader.ROWS_PER_ROUND_TRIP;
    roundTrips += 1 + further;
    steps += further;
    return new RowReader(context.keys(), plan.names())
        .read(call.onBulk(), ids, (id, values) -> row(plan, id, values))
        .thenApply(
            read -> {
              read.forEach(row -> row.ifPresent(rows::add));
              return new Answer(reply, rows);
            });
  }

  private Optional<StoredRecord> row(QueryPlan plan, String id, byte[] @Nullable [] values) {
    return plan.row(id, values, broken).filter(row -> isDecodable(plan, row));
  }

  /** Returns whether there is a result of a row, and a place in the order. */
  private boolean isDecodable(QueryPlan plan, StoredRecord row) {
    try {
      make.accept(row);
    } catch (DecodeException e) {
      broken.accept(e);
      return false;
    }
    return plan.byKey() || plan.hasPlace(row, broken);
  }

  private Received take(QueryPlan plan, Answer answer) {
    Reply reply = answer.reply();
    if (driver.isEmpty()) {
      driver = reply.driver();
      candidates = reply.candidates();
      counts = reply.counts();
    }
    examined += reply.examined();
    backlog = reply.backlog();
    parts |= reply.inParts();
    int before = found.size();
    for (StoredRecord row : answer.rows()) {
      if (seen.add(row.id())) {
        found.add(row);
      }
    }
    if (reply.isCut() && !answer.rows().isEmpty()) {
      StoredRecord last = answer.rows().get(answer.rows().size() - 1);
      boolean isComparable = plan.hasPlace(last, broken);
      if (end == null || (isComparable && plan.comesBefore(last, end))) {
        end = last;
      }
    }
    int received = reply.rows().size() + reply.ids().size();
    // Where the server pages, another record takes the place of one that came twice as well.
    int kept = parts ? answer.rows().size() : found.size() - before;
    return new Received(received, received - kept);
  }

  private static QuerySpec rest(QuerySpec asked, int received) {
    return asked.limit().isEmpty() ? asked : asked.limitedTo(asked.limit().getAsInt() - received);
  }

  private Found page(QueryPlan plan) {
    List<StoredRecord> page = found;
    boolean pagedHere = parts || plan.pagedHere();
    // What was read after its id was found may have moved meanwhile.
    if (pagedHere || (readLater && !plan.byKey())) {
      plan.sort(page, broken);
    }
    StoredRecord last = end;
    if (last != null && parts) {
      page.removeIf(row -> plan.comesBefore(last, row));
    }
    int from = Math.min(query.offset(), page.size());
    int to = (int) Math.min((long) from + query.limit().orElse(Integer.MAX_VALUE), page.size());
    return new Found(
        page.subList(from, to),
        plan,
        () -> statistics(plan, to - from),
        backlog,
        steps > 1,
        to < page.size() ? null : last);
  }

  /** Returns what explain shows of an empty page, for which Redis is not asked. */
  String explainNothing() {
    QueryPlan plan = compile(query, Continuation.BEGIN);
    return plan.text() + System.lineSeparator() + statistics(plan, 0);
  }

  /** Makes a few calls at most, reads no rows after them, and returns what explain shows. */
  CompletableFuture<String> explain(Invocation call) {
    OptionalInt limit = query.limit();
    QuerySpec whole = query.from(0);
    QuerySpec asked =
        limit.isPresent() ? whole.limitedTo(sum(limit.getAsInt(), query.offset())) : whole;
    QueryPlan plan = compile(asked, Continuation.BEGIN);
    return explain(call, plan, asked)
        .thenApply(
            isWhole -> {
              int rest = Math.max(0, seen.size() - query.offset());
              int returned = Math.min(rest, limit.orElse(Integer.MAX_VALUE));
              return plan.text()
                  + System.lineSeparator()
                  + (isWhole ? statistics(plan, returned) : statisticsSoFar(plan));
            });
  }

  /** Returns whether the answer was complete. */
  private CompletableFuture<Boolean> explain(Invocation call, QueryPlan plan, QuerySpec asked) {
    roundTrips++;
    steps++;
    return call.run(plan.call(), Reply::ofRows)
        .thenCompose(
            reply -> {
              int before = seen.size();
              List<StoredRecord> rows = plan.rows(reply.rows(), broken);
              Received received = take(plan, new Answer(reply, rows));
              reply.ids().forEach(id -> seen.add(Reply.text(id)));
              int later = reply.ids().size();
              roundTrips +=
                  (later + RowReader.ROWS_PER_ROUND_TRIP - 1) / RowReader.ROWS_PER_ROUND_TRIP;
              Optional<Continuation> next = next(plan, reply, asked);
              if (next.isEmpty() || steps == MOST_EXPLAINED) {
                return CompletableFuture.completedFuture(next.isEmpty());
              }
              int counted = Math.max(received.received(), seen.size() - before);
              QuerySpec rest = reply.inParts() ? asked : rest(asked, counted);
              return explain(call.bulkStep(), compile(rest, next.get()), rest);
            });
  }

  private Optional<Continuation> next(QueryPlan plan, Reply reply, QuerySpec asked) {
    long wanted = asked.limit().orElse(Integer.MAX_VALUE);
    return plan.next(reply.stop()).map(from -> plan.bounded(from, found, wanted, broken));
  }

  private String statisticsSoFar(QueryPlan plan) {
    return "  driven by: %s, %d candidates%n".formatted(driver, candidates)
        + plan.cardinalities(counts)
        + "  examined: %d, found: %d in %d calls; the query goes on, explain does not"
            .formatted(examined, seen.size(), steps)
        + plan.advice()
            .map(advice -> "%n  warning: examines every record; ".formatted() + advice)
            .orElse("");
  }

  private String statistics(QueryPlan plan, int returned) {
    // An order may end the search before every record has been looked at.
    boolean everyRecord = roundTrips > 0 && examined >= candidates;
    String warning =
        everyRecord
            ? plan.advice()
                .map(advice -> "%n  warning: examines every record; ".formatted() + advice)
                .orElse("")
            : "";
    return "  driven by: %s, %d candidates%n".formatted(driver, candidates)
        + plan.cardinalities(counts)
        + "  examined: %d, returned: %d, round trips: %d".formatted(examined, returned, roundTrips)
        + warning;
  }
}
