package io.popoto.internal.compile;

import io.popoto.internal.codec.JsonCodec;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import io.popoto.metadata.FieldKind;
import io.popoto.metadata.IndexInfo.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides how one lookup on one field is answered. */
final class FieldLookup {
  /** Each is a condition of its own, all of which a script has to look at. */
  static final int MOST_ELEMENTS_OF_ALL = 500;

  private final BoundModel<?> model;
  private final BoundField field;
  private final String lookup;
  private final LookupOperands operands;
  private final Partitions partitions;

  FieldLookup(
      BoundModel<?> model,
      BoundField field,
      String lookup,
      LookupOperands operands,
      Partitions partitions) {
    this.model = model;
    this.field = field;
    this.lookup = lookup;
    this.operands = operands;
    this.partitions = partitions;
  }

  Node resolve(@Nullable Object operand) {
    Optional<BoundIndex> tags = model.index(field, Structure.SET).filter(BoundIndex::many);
    if (tags.isPresent()) {
      return tags(tags.get(), operand);
    }
    return switch (lookup) {
      case "exact" -> equality(Choices.of(operands.one(operand)));
      case "in" -> equality(operands.many(operand));
      case "startswith", "endswith", "contains" -> partial(operands.one(operand));
      case "gt", "gte", "lt", "lte" -> comparison(operands.one(operand));
      case "between" -> between(operand);
      default -> throw unsupported();
    };
  }

  private Node tags(BoundIndex index, @Nullable Object operand) {
    if (lookup.equals("contains")) {
      return new TagNode(index, Set.of(operands.text(operand)));
    }
    if (!lookup.equals("any") && !lookup.equals("all")) {
      throw unsupported();
    }
    Set<String> tags = operands.texts(operand);
    if (lookup.equals("any")) {
      return tags.isEmpty() ? new Node.Any(List.of()) : new TagNode(index, tags);
    }
    if (tags.size() > MOST_ELEMENTS_OF_ALL) {
      throw operands.refused(
          "takes %d elements at most, but got %d".formatted(MOST_ELEMENTS_OF_ALL, tags.size()));
    }
    List<Node> nodes = new ArrayList<>();
    tags.forEach(tag -> nodes.add(new TagNode(index, Set.of(tag))));
    return new Node.All(nodes);
  }

  private Node equality(Choices values) {
    if (field.codec() instanceof JsonCodec || field.info().kind() == FieldKind.PLUGIN) {
      throw unsupported();
    }
    if (values.all().isEmpty()) {
      return new Node.Any(List.of());
    }
    if (isTheKey()) {
      return IdNode.of(field, values);
    }
    Optional<BoundIndex> set = model.index(field, Structure.SET);
    if (set.isPresent()) {
      return new EqualityNode(set.get(), "eq", values);
    }
    Optional<BoundIndex> hash = model.index(field, Structure.HASH);
    if (hash.isPresent()) {
      return new EqualityNode(hash.get(), "unique", values);
    }
    BoundIndex sorted = partitions.sorted(model, field);
    if (sorted != null) {
      List<Interval> points = new ArrayList<>();
      for (Operand value : values.all()) {
        Interval.Bound bound = bound(sorted, value, false);
        points.add(new Interval(bound, bound));
      }
      return new RangeNode(sorted, partitions.of(model, sorted), Interval.union(points));
    }
    return new TextNode(field, TextNode.How.EQ, values);
  }

  private boolean isTheKey() {
    return model.keyFields().size() == 1 && model.keyFields().get(0) == field;
  }

  private Node partial(Operand operand) {
    boolean indexed =
        switch (field.info().kind()) {
          case KEY, AUTO_KEY, UNIQUE_KEY, SORTED_KEY, INDEXED, UNIQUE -> true;
          default -> false;
        };
    if (!indexed || !field.info().isText()) {
      throw unsupported();
    }
    return switch (lookup) {
      case "startswith" ->
          isTheKey()
              ? new IdPrefixNode(field, IdNode.id(field, operand.value()))
              : new TextNode(field, TextNode.How.PREFIX, Choices.of(operand));
      case "endswith" -> new TextNode(field, TextNode.How.SUFFIX, Choices.of(operand));
      default -> new TextNode(field, TextNode.How.CONTAINS, Choices.of(operand));
    };
  }

  private BoundIndex sorted() {
    BoundIndex index = partitions.sorted(model, field);
    if (index == null) {
      throw unsupported();
    }
    return index;
  }

  private Node comparison(Operand operand) {
    BoundIndex index = sorted();
    Interval.Bound bound = bound(index, operand, lookup.equals("gt") || lookup.equals("lt"));
    return lookup.startsWith("g") ? range(index, bound, null) : range(index, null, bound);
  }

  private Node between(@Nullable Object operand) {
    BoundIndex index = sorted();
    if (!(operand instanceof List<?> bounds) || bounds.size() != 2) {
      throw operands.refused("needs a list of two bounds, but got " + operand);
    }
    return range(
        index,
        bound(index, operands.one(bounds.get(0)), false),
        bound(index, operands.one(bounds.get(1)), false));
  }

  private Interval.Bound bound(BoundIndex index, Operand operand, boolean open) {
    try {
      Score score = Score.of(index, operand.value());
      return new Interval.Bound(score, open, Text.shown(operand.text()));
    } catch (IllegalArgumentException e) {
      throw operands.refused(String.valueOf(e.getMessage()));
    }
  }

  private Node range(
      BoundIndex index, Interval.@Nullable Bound low, Interval.@Nullable Bound high) {
    return new RangeNode(index, partitions.of(model, index), List.of(new Interval(low, high)));
  }

  private RuntimeException unsupported() {
    return operands.refused(
        "this lookup is not for "
            + field.info().kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
            + " fields of type "
            + field.info().type().getTypeName()
            + "; "
            + Advice.lookups(model, field));
  }
}
