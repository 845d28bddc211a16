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
import java.util.Locale;
import java.util.Set;

/** Compiles queries of one model into calls of the read script. Immutable, thread-safe. */
public final class QueryCompiler {
  private static final byte[] NOTHING = {};

  /** What a query returns. */
  public enum Mode {
    /** Fields of records. */
    ROWS,
    /** Ids. */
    IDS,
    /** How many there are. */
    COUNT
  }

  private final BoundModel<?> model;
  private final KeySpace keys;
  private final IndexSpec spec;
  private final ConditionResolver conditions;
  private final OrderCompiler orders;

  /** Creates it for a model whose keys lie in a key space. */
  public QueryCompiler(BoundModel<?> model, KeySpace keys, IndexSpec spec) {
    this.model = model;
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
   * @param fields the fields to return, beside those of the key, of the order and of the condition
   * @throws io.popoto.exception.QueryException if it does not fit the model
   */
  public QueryPlan compile(QuerySpec query, Mode mode, Collection<BoundField> fields) {
    Node condition = conditions.resolve(query.condition());
    List<OrderTerm> order =
        mode == Mode.COUNT ? List.of(new OrderTerm.ById(false)) : orders.compile(query);
    boolean onServer = order.stream().allMatch(OrderTerm::onServer);
    boolean sortHere = mode == Mode.ROWS && (query.limit().isEmpty() || !onServer);
    boolean paged = !sortHere && mode != Mode.COUNT && query.limit().isPresent();

    Node.Writing writing = new Node.Writing(new Operands(3));
    Json json = new Json().open('{').name("mode").text(mode.name().toLowerCase(Locale.ROOT));
    condition.write(json.name("where"), writing);
    json.name("order").open('[');
    if (!sortHere && onServer) {
      order.forEach(term -> term.write(json, writing));
    }
    json.close(']');
    if (paged) {
      json.name("limit").number(query.limit().getAsInt());
    }
    if (!sortHere && mode != Mode.COUNT && query.offset() > 0) {
      json.name("offset").number(query.offset());
    }
    StoredNames returned = new StoredNames();
    if (mode == Mode.ROWS) {
      Set<BoundField> needed = new LinkedHashSet<>(fields);
      condition.addFields(needed);
      order.forEach(term -> term.addFields(needed));
      needed.addAll(model.keyFields());
      needed.forEach(returned::add);
      if (model.keyFields().isEmpty()) {
        returned.addHidden("~");
      }
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
    return new QueryPlan(model, call, returned.places(), condition, order, sortHere);
  }
}
