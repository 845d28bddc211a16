package io.popoto.processor;

import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.Field;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.SortedKeyField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A stored field of a model.
 *
 * @param element the field
 * @param type its type as the model has it, without {@code Optional}: type variables of
 *     superclasses are resolved
 * @param meanings what its annotations make of it
 * @param details the annotation with details, if there is one
 */
record StoredField(
    VariableElement element, TypeMirror type, List<Meaning> meanings, @Nullable Field details) {

  /** Returns the name of the Java field. */
  String name() {
    return element.getSimpleName().toString();
  }

  /** Returns the meaning, which is the first if there are several. */
  Meaning meaning() {
    return meanings.isEmpty() ? Meaning.PLAIN : meanings.get(0);
  }

  /** Returns the name in Redis. */
  String storedName() {
    return details == null || details.name().isEmpty() ? name() : details.name();
  }

  /** Returns former names in Redis. */
  List<String> aliases() {
    return details == null ? List.of() : List.of(details.aliases());
  }

  /** Returns whether it is a String. */
  boolean isText() {
    return TypeText.of(type).equals("java.lang.String");
  }

  /** Returns whether an annotation asks for an index for ranges. */
  boolean isSorted() {
    DatetimeField datetime = element.getAnnotation(DatetimeField.class);
    return element.getAnnotation(SortedField.class) != null
        || element.getAnnotation(SortedKeyField.class) != null
        || (datetime != null && datetime.indexed());
  }

  /** Returns the fields that divide its index. */
  List<String> partitionBy() {
    List<String> names = new ArrayList<>();
    SortedField sorted = element.getAnnotation(SortedField.class);
    if (sorted != null) {
      Collections.addAll(names, sorted.partitionBy());
    }
    SortedKeyField sortedKey = element.getAnnotation(SortedKeyField.class);
    if (sortedKey != null) {
      Collections.addAll(names, sortedKey.partitionBy());
    }
    return names;
  }
}
