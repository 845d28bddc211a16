package io.popoto.internal.compile;

import io.popoto.exception.DecodeException;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A compiled query: the call, and what has to be done with its reply. Immutable. */
public final class QueryPlan {
  private final ScriptCall call;
  private final RowReading reading;
  private final Node condition;
  private final List<OrderTerm> order;
  private final @Nullable PagePosition after;
  private final boolean sortHere;
  private final Supplier<byte[]> identity;
  private final WideCondition sent;
  private final int slice;

  QueryPlan(
      ScriptCall call,
      RowReading reading,
      List<OrderTerm> order,
      @Nullable PagePosition after,
      boolean sortHere,
      Supplier<byte[]> identity,
      WideCondition sent,
      int slice) {
    this.call = call;
    this.reading = reading;
    this.condition = reading.condition();
    this.order = order;
    this.after = after;
    this.sortHere = sortHere;
    this.identity = identity;
    this.sent = sent;
    this.slice = slice;
  }

  /** Returns the call. */
  public ScriptCall call() {
    return call;
  }

  /** Returns whether the page has to be cut here, because only the client can order. */
  public boolean pagedHere() {
    return sortHere;
  }

  /** Returns the names of the hash fields that a row is made of. */
  public List<byte[]> names() {
    return reading.names();
  }

  /**
   * Returns the rows that satisfy the condition; those that do not, having been edited by hand, are
   * left out.
   *
   * @param reply the reply's rows
   * @param broken told of rows whose fields cannot be decoded
   */
  public List<StoredRecord> rows(List<?> reply, Consumer<DecodeException> broken) {
    List<StoredRecord> rows = new ArrayList<>(reply.size());
    for (Object row : reply) {
      reading.ofReply(row, broken).ifPresent(rows::add);
    }
    return rows;
  }

  /**
   * Returns the row of a record whose id was found; empty if it is not there or does not satisfy
   * the condition any more.
   *
   * @param values what is stored under {@link #names()}
   * @param broken told of a field that cannot be decoded
   */
  public Optional<StoredRecord> row(
      String id, byte[] @Nullable [] values, Consumer<DecodeException> broken) {
    return reading.row(id, values, broken);
  }

  /** Returns whether more records may be found than match: which do is seen by their rows only. */
  public boolean isCheckedHere() {
    return !sent.exact();
  }

  /** Returns whether the scripts cannot keep the order. */
  public boolean unordered() {
    return !order.stream().allMatch(OrderTerm::onServer);
  }

  /** Returns whether a walk along the order can be resumed where it was, page by page. */
  public boolean walks() {
    return order.size() == 1
        && (order.get(0) instanceof OrderTerm.ById
            || (order.get(0) instanceof OrderTerm.BySorted sorted
                && sorted.partitions().size() <= 1));
  }

  /** Returns the opaque text that stands for the place behind a record. */
  public String cursor(StoredRecord last) {
    return PagePosition.ofRow(order, last.row()).toCursor(identity.get());
  }

  /**
   * Returns where a call stopped for want of budget; empty if it did not.
   *
   * @param stop the last element of the reply's head
   */
  public Optional<Continuation> next(@Nullable Object stop) {
    if (stop instanceof List<?> list) {
      String kind = Text.string((byte[]) Objects.requireNonNull(list.get(0)));
      if (kind.equals("after")) {
        PagePosition position =
            PagePosition.ofMember(
                order.get(0),
                list.get(1) instanceof byte[] score ? Text.string(score) : null,
                (byte[]) Objects.requireNonNull(list.get(2)));
        return Optional.of(new Continuation(position, null, slice, condition));
      } else if (kind.equals("part")) {
        return Optional.of(new Continuation(null, Continuation.part(list), slice, condition));
      }
    }
    boolean isLast = slice + 1 >= sent.slices().size();
    return isLast
        ? Optional.empty()
        : Optional.of(new Continuation(null, null, slice + 1, condition));
  }

  /**
   * Returns where to go on with a search for the first records of an order, which ends once no
   * other can be among them.
   *
   * @param found what has been found, which is put in order
   * @param wanted how many are wanted
   */
  public Continuation bounded(
      Continuation next, List<StoredRecord> found, long wanted, Consumer<DecodeException> broken) {
    Continuation.Part part = next.part();
    if (part == null || !part.isNearest() || found.size() < wanted) {
      return next;
    }
    sort(found, broken);
    return found.size() >= wanted
            && order.get(0).position(found.get((int) wanted - 1).row())
                instanceof PagePosition.Value.InIndex place
        ? new Continuation(null, part.within(place.score()), next.slice(), next.condition())
        : next;
  }

  /** Returns whether a record comes before another in the order. */
  public boolean comesBefore(StoredRecord a, StoredRecord b) {
    return Place.comparator(order).compare(a.place(), b.place()) < 0;
  }

  /**
   * Returns what is stored in a field that was asked for; null if nothing is.
   *
   * @param values what is stored under {@link #names()}
   */
  public byte @Nullable [] stored(byte[] @Nullable [] values, BoundField field) {
    return reading.layout().stored(values, field);
  }

  /** Returns whether the order is that of keys, in which nothing moves. */
  public boolean byKey() {
    return order.get(0) instanceof OrderTerm.ById;
  }

  /**
   * Brings records into order, and leaves out those up to the cursor.
   *
   * @param broken told of those whose values cannot be decoded, which are left out as well
   */
  public void sort(List<StoredRecord> rows, Consumer<DecodeException> broken) {
    rows.removeIf(row -> !hasPlace(row, broken));
    Comparator<Place> comparator = Place.comparator(order);
    PagePosition end = after;
    if (end != null) {
      Place place = end.place(order);
      rows.removeIf(row -> comparator.compare(row.place(), place) <= 0);
    }
    rows.sort(Comparator.comparing(StoredRecord::place, comparator));
  }

  /**
   * Returns whether a record can be put in order.
   *
   * @param broken told of a value that cannot be decoded
   */
  public boolean hasPlace(StoredRecord row, Consumer<DecodeException> broken) {
    if (row.hasPlace()) {
      return true;
    }
    try {
      row.setPlace(Place.of(order, row.row()));
      return true;
    } catch (DecodeException e) {
      broken.accept(e);
      return false;
    }
  }

  /** Returns what to do about conditions none of which has an index; empty if there is no need. */
  public Optional<String> advice() {
    boolean everything = condition instanceof Node.All all && all.parts().isEmpty();
    if (everything || condition.indexed()) {
      return Optional.empty();
    }
    Set<BoundField> fields = new LinkedHashSet<>();
    condition.addUnindexed(fields);
    return Optional.of(
        fields.isEmpty()
            ? "add a condition that an index can answer"
            : "annotate "
                + String.join(", ", fields.stream().map(BoundField::name).toList())
                + " with @IndexedField");
  }

  /**
   * Returns what the indexes said of each condition, and which conditions no index answers.
   *
   * @param counts the cardinality of each, negative where no index knows it
   */
  public String cardinalities(List<Long> counts) {
    List<String> found = new ArrayList<>();
    List<String> residual = new ArrayList<>();
    List<Node> parts = conjuncts(sent.slices().get(slice));
    for (int i = 0; i < Math.min(parts.size(), counts.size()); i++) {
      String text = parts.get(i).text();
      if (counts.get(i) < 0) {
        residual.add(text);
      } else {
        found.add(counts.get(i) + " for " + text);
      }
    }
    return line("  indexes have: ", found) + line("  residual: ", residual);
  }

  private static String line(String title, List<String> items) {
    return items.isEmpty() ? "" : title + String.join(", ", items) + System.lineSeparator();
  }

  /** Returns the conditions that the script counts, one by one. */
  private static List<Node> conjuncts(Node node) {
    if (!(node instanceof Node.All all)) {
      return List.of(node);
    }
    return all.parts().size() == 1 ? conjuncts(all.parts().get(0)) : all.parts();
  }

  /** Returns the plan as text: conditions and order, without asking Redis. */
  public String text() {
    StringBuilder text = new StringBuilder(reading.model().name());
    text.append(": ").append(condition.text()).append(System.lineSeparator());
    text.append("  order: ");
    text.append(String.join(", ", order.stream().map(OrderTerm::text).toList()));
    return text.toString();
  }
}
