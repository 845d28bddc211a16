package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.plan.ScriptCall;
import io.popoto.query.Ordering;
import io.popoto.query.QuerySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Compiles queries of one model into calls of the read script. Immutable, thread-safe. */
public final class QueryCompiler {
  private static final byte[] NOTHING = {};

  /** What a query returns. */
  public enum Mode {
    /** Fields of records, or ids of those that are too many for a reply. */
    ROWS("rows"),
    /**
     * Fields of records, all read at one moment, since a cursor is made of the last ones; so many
     * as fit a reply. Where only the client knows the order, as {@link #ROWS}.
     */
    PAGE("rows"),
    /** Ids. */
    IDS("ids"),
    /** How many there are. */
    COUNT("count"),
    /** How many there are of each value of a field. */
    GROUP("group");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    private boolean hasRows() {
      return this == ROWS || this == PAGE;
    }
  }

  /** How many rows come with the reply: so many take the server less than a millisecond. */
  private static final int MOST_ROWS = 100;

  /** See {@code ROW_COST} in {@code lua/read.lua}. */
  private static final int WORK_OF_ROW = 10;

  private final BoundModel<?> model;
  private final KeySpace keys;
  private final IndexSpec spec;
  private final int budget;
  private final ConditionResolver conditions;
  private final OrderCompiler orders;

  /** Creates it for a model whose keys lie in a key space; a call may do so much work. */
  public QueryCompiler(BoundModel<?> model, KeySpace keys, IndexSpec spec, int budget) {
    this.model = model;
    this.budget = budget;
    this.keys = keys;
    this.spec = spec;
    this.conditions = new ConditionResolver(model);
    this.orders = new OrderCompiler(model, conditions);
  }

  /** Returns what checks conditions. */
  public ConditionResolver conditions() {
    return conditions;
  }

  /**
   * Checks that an order fits the model.
   *
   * @throws io.popoto.exception.QueryException if it does not
   */
  public void checkOrder(List<? extends Ordering> order) {
    orders.check(order);
  }

  /**
   * Compiles a query.
   *
   * @param query the query
   * @param mode what to return
   * @param fields the fields to return, beside those of the key, of the order and of the condition;
   *     for groups the field whose values are counted
   * @param from where an earlier call stopped
   * @throws io.popoto.exception.QueryException if it does not fit the model
   */
  public QueryPlan compile(
      QuerySpec query, Mode mode, Collection<BoundField> fields, Continuation from) {
    Node known = from.condition();
    Node condition = known == null ? conditions.resolve(query.condition()) : known;
    WideCondition sent = WideCondition.of(condition);
    boolean listed = mode.hasRows() || mode == Mode.IDS;
    List<OrderTerm> order = listed ? orders.compile(query) : List.of(new OrderTerm.ById(false));
    boolean onServer = order.stream().allMatch(OrderTerm::onServer);
    boolean sortHere = mode.hasRows() && (query.limit().isEmpty() || !onServer || !sent.exact());
    Supplier<byte[]> identity = () -> identity(query, condition, order);

    Node.Writing writing = new Node.Writing(new Operands(3));
    Json json = new Json().open('{').name("mode").text(mode.text);
    json.name("budget").number(budget);
    if (mode == Mode.ROWS || (mode == Mode.PAGE && sortHere)) {
      json.name("rows").number(Math.max(1, Math.min(MOST_ROWS, budget / WORK_OF_ROW)));
    }
    if (!sent.isOne()) {
      json.name("parts").truth(true);
    }
    writing.where(json.name("where"), sent.slices().get(from.slice()));
    json.name("order").open('[');
    if (listed && !sortHere && onServer) {
      order.forEach(term -> term.write(json, writing));
    }
    json.close(']');
    if (listed && !sortHere) {
      query.limit().ifPresent(limit -> json.name("limit").number(limit));
      if (query.offset() > 0) {
        json.name("offset").number(query.offset());
      }
    }
    PagePosition after =
        listed && query.cursor().isPresent()
            ? PagePosition.ofCursor(query.cursor().get(), identity.get(), order)
            : null;
    PagePosition position = from.position() == null ? after : from.position();
    if (position != null && onServer) {
      position.write(json, writing.operands);
    }
    if (from.part() != null) {
      from.part().write(json, writing.operands);
    }
    StoredNames returned = returned(mode, condition, order, fields);
    if (mode == Mode.GROUP) {
      json.name("group").open('{');
      Node.Writing group = new Node.Writing(writing.operands);
      TextNode.writeField(json, group, fields.iterator().next());
      json.close('}');
    }
    if (!returned.names().isEmpty()) {
      json.name("returns").texts(returned.names());
    }
    if (!writing.residual.names().isEmpty()) {
      json.name("fields").texts(writing.residual.names());
    }
    json.close('}');

    List<byte[]> arguments = new ArrayList<>();
    arguments.add(Text.bytes(json.toString()));
    arguments.add(writing.tokens ? spec.json() : NOTHING);
    arguments.addAll(writing.operands.texts());
    ScriptCall call = new ScriptCall("read", List.of(keys.all()), arguments, true);
    RowReading rows = new RowReading(model, returned.bytes(), returned.layout(model), condition);
    return new QueryPlan(call, rows, order, after, sortHere, identity, sent, from.slice());
  }

  /** Returns what stands for the filter and the order of a query, whatever the page. */
  private byte[] identity(QuerySpec query, Node condition, List<OrderTerm> order) {
    Node.Writing writing = new Node.Writing(new Operands(0));
    Json json = new Json().open('[').text(model.name());
    query
        .asked()
        .ifPresentOrElse(
            text -> json.number(writing.operands.add(text)), () -> condition.write(json, writing));
    order.forEach(term -> term.write(json, writing));
    return PagePosition.digest(json.close(']').toString(), writing.operands.texts());
  }

  private StoredNames returned(
      Mode mode, Node condition, List<OrderTerm> order, Collection<BoundField> fields) {
    StoredNames returned = new StoredNames();
    Set<BoundField> needed = new LinkedHashSet<>();
    if (mode.hasRows() || mode == Mode.GROUP) {
      needed.addAll(fields);
    }
    if (mode.hasRows()) {
      condition.addFields(needed);
      order.forEach(term -> term.addFields(needed));
      needed.addAll(model.keyFields());
    }
    needed.forEach(returned::add);
    if (mode.hasRows() && model.keyFields().isEmpty()) {
      returned.addHidden("~");
    }
    return returned;
  }
}
