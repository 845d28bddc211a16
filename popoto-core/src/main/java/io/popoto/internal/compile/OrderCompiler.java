package io.popoto.internal.compile;

import io.popoto.exception.QueryException;
import io.popoto.internal.codec.JsonCodec;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import io.popoto.query.Ordering;
import io.popoto.query.QuerySpec;
import io.popoto.spi.Computed;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides the order of a query: the explicit one, the model's, the first sorted filter, the key.
 */
final class OrderCompiler {
  private static final Set<Type> NUMBERS =
      Set.of(
          byte.class,
          Byte.class,
          short.class,
          Short.class,
          int.class,
          Integer.class,
          float.class,
          Float.class,
          double.class,
          Double.class);
  private static final Set<Type> DECIMALS =
      Set.of(long.class, Long.class, BigInteger.class, BigDecimal.class);
  private static final Set<Type> TEXTS =
      Set.of(
          String.class,
          char.class,
          Character.class,
          boolean.class,
          Boolean.class,
          java.util.UUID.class,
          LocalTime.class);
  private static final Set<Type> DATES = Set.of(LocalDate.class, LocalDateTime.class);

  private final BoundModel<?> model;
  private final ConditionResolver conditions;

  OrderCompiler(BoundModel<?> model, ConditionResolver conditions) {
    this.model = model;
    this.conditions = conditions;
  }

  /** Checks that the terms fit the model, without asking for partition fields. */
  void check(List<? extends Ordering> order) {
    order.forEach(term -> term(term, Partitions.unchecked()));
  }

  /** Returns the terms; the key comes last, in the direction of the one before it. */
  List<OrderTerm> compile(QuerySpec query) {
    List<OrderTerm> terms = terms(query);
    return query.reversed() ? terms.stream().map(OrderTerm::reversed).toList() : terms;
  }

  private List<OrderTerm> terms(QuerySpec query) {
    Partitions partitions = conditions.partitions(query.condition());
    List<OrderTerm> terms = new ArrayList<>();
    for (Ordering ordering : effective(query)) {
      OrderTerm term = term(ordering, partitions);
      terms.add(term);
      if (term instanceof OrderTerm.ById) {
        return terms;
      }
    }
    if (terms.isEmpty()) {
      terms.add(new OrderTerm.ById(false));
    }
    return terms;
  }

  private List<Ordering> effective(QuerySpec query) {
    if (!query.order().isEmpty()) {
      return query.order();
    }
    if (model.info().orderBy().isPresent()) {
      String name = model.info().orderBy().get().name();
      return List.of(new Ordering.ByField(name, model.info().descending()));
    }
    Partitions partitions = conditions.partitions(query.condition());
    for (BoundField field : conditions.filteredOn(query.condition())) {
      BoundIndex sorted = partitions.sorted(model, field);
      if (sorted != null && partitions.has(sorted)) {
        return List.of(new Ordering.ByField(field.name(), false));
      }
    }
    return List.of();
  }

  private OrderTerm term(Ordering ordering, Partitions partitions) {
    if (ordering instanceof Ordering.Reversed reversed) {
      return reversed(term(reversed.order(), partitions));
    }
    if (ordering instanceof Computed<?> computed) {
      BoundField field = conditions.knownField(computed.field());
      BoundIndex index =
          model.indexes().stream()
              .filter(i -> i.info().isOf(field.name()) && i.scores() != null)
              .filter(i -> !i.info().kind().equals("sorted"))
              .findFirst()
              .orElseThrow(
                  () ->
                      new QueryException(
                          "%s.%s has no index to compute %s from."
                              .formatted(model.name(), field, computed)));
      return new OrderTerm.ByComputed(index, computed, false);
    }
    if (ordering instanceof Ordering.ByField byField) {
      return byField(conditions.knownField(byField.field()), byField.descending(), partitions);
    }
    throw new QueryException("This kind of order is not known: " + ordering);
  }

  private OrderTerm reversed(OrderTerm term) {
    if (term instanceof OrderTerm.ByComputed computed) {
      return new OrderTerm.ByComputed(
          computed.index(), computed.computed(), !computed.descending());
    }
    throw new QueryException("Write a - in front of the field to reverse its order.");
  }

  private OrderTerm byField(BoundField field, boolean descending, Partitions partitions) {
    boolean isTheKey = model.keyFields().size() == 1 && model.keyFields().get(0) == field;
    if (isTheKey && field.info().isText() && field.info().required()) {
      return new OrderTerm.ById(descending);
    }
    BoundIndex sorted = partitions.sorted(model, field);
    if (sorted != null) {
      return new OrderTerm.BySorted(sorted, partitions.of(model, sorted), descending);
    }
    if (field.codec() instanceof JsonCodec) {
      throw new QueryException(
          "%s.%s: values of type %s have no order."
              .formatted(model.name(), field, field.info().type().getTypeName()));
    }
    return new OrderTerm.ByStored(field, comparison(field), descending);
  }

  /** Returns how the scripts compare stored texts of a field; empty if only the client can. */
  private static String comparison(BoundField field) {
    if (!field.isStandard()) {
      return "";
    }
    Type type = field.info().type();
    if (NUMBERS.contains(type)) {
      return "number";
    } else if (DECIMALS.contains(type)) {
      return "decimal";
    } else if (type == Instant.class) {
      return "instant";
    } else if (DATES.contains(type)) {
      return "date";
    } else if (TEXTS.contains(type)
        || (type instanceof Class<?> c && c.isEnum())
        || field.info().target().isPresent()) {
      return "text";
    }
    return "";
  }
}
