package io.popoto.internal.index;

import io.popoto.spi.IndexKind;
import java.util.List;

/** The kinds of index that the core has. */
public final class BuiltIn {
  private BuiltIn() {}

  /** Returns them; a field is indexed by each that serves one of its annotations. */
  public static List<IndexKind> kinds() {
    return List.of(new EqualityKind(), new SortedKind(), new UniqueKind());
  }
}
