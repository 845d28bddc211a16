package io.popoto.internal.index;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.Relationship;
import io.popoto.metadata.IndexInfo.Structure;
import io.popoto.spi.IndexKind;
import java.lang.annotation.Annotation;

/**
 * A set of ids for each value: indexed and relationship fields, and the parts of composite keys.
 */
public final class EqualityKind implements IndexKind {
  @Override
  public String name() {
    return "eq";
  }

  @Override
  public Structure structure() {
    return Structure.SET;
  }

  @Override
  public boolean serves(Annotation annotation) {
    return annotation instanceof IndexedField || annotation instanceof Relationship;
  }
}
