package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.spi.Computed;
import io.popoto.spi.ScoreCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One term of an order, decided: what the scripts order by, and the same in Java. Immutable. */
interface OrderTerm {
  /** Writes it for the scripts. */
  void write(Json json, Node.Writing writing);

  /** Returns what rows are compared by; null comes first in ascending order. */
  @Nullable Comparable<?> sortKey(StoredRow row);

  /** Returns what the place that {@link #position} returned is compared by. */
  @Nullable Comparable<?> sortKey(PagePosition.Value position, byte[] id);

  /** Returns whether the greatest comes first. */
  boolean descending();

  /** Returns whether the scripts can order by it. */
  default boolean onServer() {
    return true;
  }

  /** Adds the fields that the order looks at. */
  void addFields(Set<BoundField> fields);

  /** Returns the place of a row in this order. */
  PagePosition.Value position(StoredRow row);

  /** Returns the opposite order. */
  OrderTerm reversed();

  /** Returns it as explain shows it. */
  String text();

  /** Returns what a value is compared by where no index orders it. */
  static Comparable<?> key(BoundField field, Object value) {
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue() + 0.0;
    }
    if (value instanceof BigDecimal || value instanceof BigInteger) {
      return (Comparable<?>) value;
    }
    Optional<ScoreCodec<Object>> scores = field.codec().order();
    if (scores.isPresent()) {
      return Score.of(scores.get(), value);
    }
    return new Bytes(field.codec().encode(value));
  }

  private static Json begin(Json json, String by, boolean descending) {
    json.open('{').name("by").text(by);
    if (descending) {
      json.name("desc").truth(true);
    }
    return json;
  }

  /** By the bytes of the id. */
  record ById(boolean descending) implements OrderTerm {
    @Override
    public void write(Json json, Node.Writing writing) {
      begin(json, "id", descending).close('}');
    }

    @Override
    public Comparable<?> sortKey(StoredRow row) {
      return Bytes.of(row.id());
    }

    @Override
    public Comparable<?> sortKey(PagePosition.Value position, byte[] id) {
      return new Bytes(id);
    }

    @Override
    public void addFields(Set<BoundField> fields) {}

    @Override
    public PagePosition.Value position(StoredRow row) {
      return new PagePosition.Value.None(false);
    }

    @Override
    public OrderTerm reversed() {
      return new ById(!descending);
    }

    @Override
    public String text() {
      return "key" + (descending ? " descending" : "");
    }
  }

  /** By a sorted index. */
  record BySorted(BoundIndex index, List<List<byte[]>> partitions, boolean descending)
      implements OrderTerm {
    @Override
    public void write(Json json, Node.Writing writing) {
      begin(json, "zset", descending);
      RangeNode.writeIndex(json, writing, index, partitions);
      if (index.nullAt() != null) {
        json.name("null").text(index.nullAt());
      }
      json.close('}');
    }

    @Override
    public @Nullable Comparable<?> sortKey(StoredRow row) {
      Object value = row.value(index.field());
      return value == null ? null : Score.ofStored(index, row, value);
    }

    @Override
    public @Nullable Comparable<?> sortKey(PagePosition.Value position, byte[] id) {
      return position instanceof PagePosition.Value.InIndex place
          ? new Score(place.score(), place.token())
          : null;
    }

    @Override
    public void addFields(Set<BoundField> fields) {
      fields.add(index.field());
    }

    @Override
    public PagePosition.Value position(StoredRow row) {
      Object value = row.value(index.field());
      if (value == null) {
        return new PagePosition.Value.None(true);
      }
      Score score = Score.ofStored(index, row, value);
      return new PagePosition.Value.InIndex(score.score(), score.token());
    }

    @Override
    public OrderTerm reversed() {
      return new BySorted(index, partitions, !descending);
    }

    @Override
    public String text() {
      return index.field() + (descending ? " descending" : "") + " (sorted index)";
    }
  }

  /** By what a plugin computes from its index. */
  record ByComputed(BoundIndex index, Computed<?> computed, boolean descending)
      implements OrderTerm {
    @Override
    public void write(Json json, Node.Writing writing) {
      begin(json, "score", descending).name("at").text(index.at());
      json.name("fn").text(computed.function()).name("a").open('[');
      computed.arguments().forEach(number -> json.number(number));
      json.close(']').close('}');
    }

    @Override
    public @Nullable Comparable<?> sortKey(StoredRow row) {
      return key(row.value(index.field()));
    }

    @Override
    public @Nullable Comparable<?> sortKey(PagePosition.Value position, byte[] id) {
      return position instanceof PagePosition.Value.InIndex place
          ? key(index.field().read("cursor", place.token()))
          : null;
    }

    private @Nullable Comparable<?> key(@Nullable Object value) {
      return value == null ? null : (Comparable<?>) computed.of(value);
    }

    @Override
    public void addFields(Set<BoundField> fields) {
      fields.add(index.field());
    }

    @Override
    public PagePosition.Value position(StoredRow row) {
      Object value = row.value(index.field());
      byte[] text = row.text(index.field());
      return value == null || text == null
          ? new PagePosition.Value.None(true)
          : new PagePosition.Value.InIndex(Score.ofStored(index, row, value).score(), text);
    }

    @Override
    public OrderTerm reversed() {
      return new ByComputed(index, computed, !descending);
    }

    @Override
    public String text() {
      return computed + (descending ? " descending" : "") + " (" + index.info().kind() + " index)";
    }
  }

  /** By what is stored in a field without an index. */
  record ByStored(BoundField field, String as, boolean descending) implements OrderTerm {
    @Override
    public void write(Json json, Node.Writing writing) {
      begin(json, "text", descending);
      TextNode.writeField(json, writing, field);
      json.name("order").text(as).close('}');
    }

    @Override
    public @Nullable Comparable<?> sortKey(StoredRow row) {
      return key(row.value(field));
    }

    @Override
    public @Nullable Comparable<?> sortKey(PagePosition.Value position, byte[] id) {
      return position instanceof PagePosition.Value.Stored stored
          ? key(field.read("cursor", stored.text()))
          : null;
    }

    private @Nullable Comparable<?> key(@Nullable Object value) {
      return value == null ? null : OrderTerm.key(field, value);
    }

    @Override
    public boolean onServer() {
      return !as.isEmpty();
    }

    @Override
    public void addFields(Set<BoundField> fields) {
      fields.add(field);
    }

    @Override
    public PagePosition.Value position(StoredRow row) {
      byte[] text = row.text(field);
      return text == null ? new PagePosition.Value.None(true) : new PagePosition.Value.Stored(text);
    }

    @Override
    public OrderTerm reversed() {
      return new ByStored(field, as, !descending);
    }

    @Override
    public String text() {
      return field
          + (descending ? " descending" : "")
          + (onServer() ? " (stored fields)" : " (stored fields, sorted by the client)");
    }
  }

  /**
   * Text in the order of its bytes.
   *
   * @param bytes the text
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes) implements Comparable<Bytes> {
    static Bytes of(String text) {
      return new Bytes(Text.bytes(text));
    }

    @Override
    public int compareTo(Bytes other) {
      return Text.compare(bytes, other.bytes);
    }
  }
}
