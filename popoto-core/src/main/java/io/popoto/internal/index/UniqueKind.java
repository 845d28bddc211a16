package io.popoto.internal.index;

import io.popoto.annotation.UniqueField;
import io.popoto.annotation.UniqueKeyField;
import io.popoto.metadata.IndexInfo.Structure;
import io.popoto.spi.IndexKind;
import java.lang.annotation.Annotation;

/** A hash from value to id, in which each value has one owner. */
public final class UniqueKind implements IndexKind {
  @Override
  public String name() {
    return "unique";
  }

  @Override
  public Structure structure() {
    return Structure.HASH;
  }

  @Override
  public boolean serves(Annotation annotation) {
    return annotation instanceof UniqueField || annotation instanceof UniqueKeyField;
  }

  @Override
  public boolean remembersNull() {
    return false;
  }
}
