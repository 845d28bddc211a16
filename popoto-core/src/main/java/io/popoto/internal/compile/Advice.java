package io.popoto.internal.compile;

import io.popoto.internal.codec.JsonCodec;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import io.popoto.metadata.FieldKind;
import io.popoto.metadata.IndexInfo.Structure;

/** What a message recommends. */
final class Advice {
  private Advice() {}

  static String lookups(BoundModel<?> model, BoundField field) {
    if (field.info().kind() == FieldKind.PLUGIN) {
      return "use a condition of its plugin, or isnull";
    }
    if (model.index(field, Structure.SET).filter(BoundIndex::many).isPresent()) {
      return "use contains, any, all or isnull";
    }
    if (field.codec() instanceof JsonCodec) {
      return "use isnull";
    }
    if (model.index(field, Structure.ZSET).isPresent()) {
      return "use exact, in, isnull, gt, gte, lt, lte or between";
    }
    if (field.info().kind() == FieldKind.PLAIN) {
      return "use exact, in or isnull, or annotate it with @SortedField for ranges";
    }
    return field.info().isText()
        ? "use exact, in, isnull, startswith, endswith or contains"
        : "use exact, in or isnull";
  }
}
