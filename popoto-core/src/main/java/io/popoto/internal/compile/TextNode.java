package io.popoto.internal.compile;

import io.popoto.internal.codec.JsonCodec;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.metadata.FieldKind;
import io.popoto.spi.Equality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records whose stored text passes a test, on the server, without an index. */
record TextNode(BoundField field, How how, Choices operands) implements Node {
  enum How {
    EQ("="),
    NULL("is null"),
    PREFIX("starts with"),
    SUFFIX("ends with"),
    CONTAINS("contains");

    private final String shown;

    How(String shown) {
      this.shown = shown;
    }
  }

  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text("text").name("how").text(how.name().toLowerCase(Locale.ROOT));
    writeField(json, writing, field);
    List<byte[]> texts = new ArrayList<>(operands.all().size());
    for (Operand operand : operands.all()) {
      // A partial text is compared with the value, an equal one with what is stored for it.
      texts.add(how == How.EQ ? operand.text() : field.codec().encode(operand.value()));
    }
    writing.operands.write(json, texts);
    json.close('}');
  }

  /** Writes where a field is found among those read, and its initializer's value. */
  static void writeField(Json json, Writing writing, BoundField field) {
    json.name("f").open('[');
    writing.residual.add(field).forEach(place -> json.number(place + 1));
    json.close(']');
    Object initial = field.initial();
    if (initial != null) {
      json.name("default").number(writing.operands.add(field.text(initial)));
    }
    Equality equality = field.codec().equality();
    if (equality != Equality.TEXT) {
      json.name("as").text(equality.name().toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public boolean test(StoredRow row) {
    byte[] stored = row.text(field);
    if (how == How.NULL || stored == null) {
      return how == How.NULL && stored == null;
    }
    if (how == How.EQ) {
      return operands.has(stored);
    }
    String text =
        Text.string(field.codec().encode(java.util.Objects.requireNonNull(row.value(field))));
    String part = Text.string(field.codec().encode(operands.all().get(0).value()));
    return switch (how) {
      case PREFIX -> text.startsWith(part);
      case SUFFIX -> text.endsWith(part);
      default -> text.contains(part);
    };
  }

  @Override
  public String text() {
    return (field + " " + how.shown + " " + operands.text()).strip() + " (on stored fields)";
  }

  @Override
  public int weight() {
    return OVERHEAD + operands.all().size();
  }

  @Override
  public @Nullable Object kind() {
    return how == How.EQ ? List.of(How.EQ, field) : null;
  }

  @Override
  public Node union(List<Node> same) {
    List<Operand> all = new ArrayList<>();
    same.forEach(node -> all.addAll(((TextNode) node).operands.all()));
    return new TextNode(field, How.EQ, Choices.of(all));
  }

  @Override
  public List<Node> slices(int most) {
    List<Node> slices = new ArrayList<>();
    operands.slices(most).forEach(some -> slices.add(new TextNode(field, how, some)));
    return slices;
  }

  @Override
  public boolean indexed() {
    return false;
  }

  @Override
  public void addUnindexed(Set<BoundField> fields) {
    if (field.info().kind() == FieldKind.PLAIN && !(field.codec() instanceof JsonCodec)) {
      fields.add(field);
    }
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(field);
  }
}
