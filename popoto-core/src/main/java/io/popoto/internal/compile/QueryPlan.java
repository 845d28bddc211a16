package io.popoto.internal.compile;

import io.popoto.internal.codec.PackedTexts;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A compiled query: the call, and what has to be done with its reply. Immutable. */
public final class QueryPlan {
  private final BoundModel<?> model;
  private final ScriptCall call;
  private final RowLayout layout;
  private final Node condition;
  private final List<OrderTerm> order;
  private final @Nullable PagePosition after;
  private final boolean sortHere;
  private final Supplier<byte[]> identity;

  QueryPlan(
      BoundModel<?> model,
      ScriptCall call,
      RowLayout layout,
      Node condition,
      List<OrderTerm> order,
      @Nullable PagePosition after,
      boolean sortHere,
      Supplier<byte[]> identity) {
    this.model = model;
    this.call = call;
    this.layout = layout;
    this.condition = condition;
    this.order = order;
    this.after = after;
    this.sortHere = sortHere;
    this.identity = identity;
  }

  /** Returns the call. */
  public ScriptCall call() {
    return call;
  }

  /** Returns whether the page has to be cut here, because only the client can order. */
  public boolean pagedHere() {
    return sortHere;
  }

  /**
   * Returns the rows that satisfy the condition; those that do not, having been edited by hand, are
   * left out.
   *
   * @param reply the reply's rows, without the first element
   * @param broken told of rows whose fields cannot be decoded
   */
  public List<StoredRecord> rows(
      List<?> reply, java.util.function.Consumer<RuntimeException> broken) {
    List<StoredRecord> rows = new ArrayList<>(reply.size());
    for (Object element : reply) {
      ReplyRow row = new ReplyRow(model.name(), PackedTexts.read((byte[]) element), layout);
      try {
        if (isWhole(row) && condition.test(row)) {
          rows.add(new StoredRecord(row));
        }
      } catch (io.popoto.exception.DecodeException e) {
        broken.accept(e);
      }
    }
    return rows;
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
    if (!(stop instanceof List<?> list)) {
      return Optional.empty();
    }
    String kind = Text.string((byte[]) Objects.requireNonNull(list.get(0)));
    return switch (kind) {
      case "after" ->
          Optional.of(
              new Continuation(
                  PagePosition.ofMember(
                      order.get(0),
                      list.get(1) instanceof byte[] score ? Text.string(score) : null,
                      (byte[]) Objects.requireNonNull(list.get(2))),
                  null));
      case "part" -> Optional.of(new Continuation(null, Continuation.part(list)));
      default -> Optional.empty();
    };
  }

  /** Returns whether the fields of the key are stored; a hash without them is no record. */
  private boolean isWhole(ReplyRow row) {
    for (BoundField field : model.keyFields()) {
      if (row.stored(field) == null && field.info().required()) {
        return false;
      }
    }
    return true;
  }

  /** Brings records into order, and leaves out those up to the cursor. */
  public void sort(List<StoredRecord> rows) {
    for (StoredRecord row : rows) {
      row.setPlace(Place.of(order, row.row()));
    }
    Comparator<Place> comparator = Place.comparator(order);
    PagePosition end = after;
    if (end != null) {
      Place place = end.place(order);
      rows.removeIf(row -> comparator.compare(row.place(), place) <= 0);
    }
    rows.sort(Comparator.comparing(StoredRecord::place, comparator));
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

  /** Returns the plan as text: conditions and order, without asking Redis. */
  public String text() {
    StringBuilder text = new StringBuilder(model.name());
    text.append(": ").append(condition.text()).append(System.lineSeparator());
    text.append("  order: ");
    text.append(String.join(", ", order.stream().map(OrderTerm::text).toList()));
    return text.toString();
  }
}
