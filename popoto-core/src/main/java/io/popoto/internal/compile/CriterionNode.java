package io.popoto.internal.compile;

import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.spi.Criterion;
import java.util.Set;

/** The records whose score satisfies the criterion of a plugin. */
record CriterionNode(BoundIndex index, Criterion criterion) implements Node {
  @Override
  public void write(Json json, Writing writing) {
    json.open('{').name("op").text("score").name("at").text(index.at());
    json.name("fn").text(criterion.function()).name("a").open('[');
    criterion.arguments().forEach(number -> json.number(number));
    json.close(']').name("r").open('[');
    for (Criterion.ScoreRange range : criterion.ranges()) {
      json.open('[').text(Double.toString(range.from())).text(Double.toString(range.to()));
      json.close(']');
    }
    json.close(']').close('}');
  }

  @Override
  public boolean test(StoredRow row) {
    Object value = row.value(index.field());
    return value != null && criterion.matches(value);
  }

  @Override
  public String text() {
    return index.field() + " " + criterion.text() + " (" + index.info().kind() + " index)";
  }

  @Override
  public void addFields(Set<BoundField> fields) {
    fields.add(index.field());
  }
}
