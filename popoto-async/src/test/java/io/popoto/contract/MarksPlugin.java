package io.popoto.contract;

import io.popoto.metadata.IndexInfo.Structure;
import io.popoto.spi.IndexKind;
import io.popoto.spi.Plugin;
import java.lang.annotation.Annotation;
import java.util.List;

/** Kinds of index that lie in sets and in a hash, under names of their own. */
public final class MarksPlugin implements Plugin {
  private record Kind(
      String name, Structure structure, Class<? extends Annotation> annotation, boolean nulls)
      implements IndexKind {
    @Override
    public boolean serves(Annotation found) {
      return annotation.isInstance(found);
    }

    @Override
    public boolean remembersNull() {
      return nulls;
    }
  }

  @Override
  public List<IndexKind> indexKinds() {
    return List.of(
        new Kind("mark", Structure.SET, Mark.class, true),
        new Kind("seal", Structure.HASH, Seal.class, false));
  }
}
