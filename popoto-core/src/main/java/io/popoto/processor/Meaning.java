package io.popoto.processor;

import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.PluginField;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.SortedKeyField;
import io.popoto.annotation.UniqueField;
import io.popoto.annotation.UniqueKeyField;
import io.popoto.annotation.Version;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** What a field is for, by its annotation. The names are those that messages show. */
enum Meaning {
  PLAIN(""),
  KEY(KeyField.class),
  AUTO_KEY(AutoKeyField.class),
  UNIQUE_KEY(UniqueKeyField.class),
  SORTED_KEY(SortedKeyField.class),
  SORTED(SortedField.class),
  INDEXED(IndexedField.class),
  UNIQUE(UniqueField.class),
  RELATIONSHIP(Relationship.class),
  DATETIME(DatetimeField.class),
  VERSION(Version.class),
  PLUGIN("");

  private final String annotation;

  Meaning(Class<? extends Annotation> annotation) {
    this(annotation.getName());
  }

  Meaning(String annotation) {
    this.annotation = annotation;
  }

  /** Returns all meanings of a field, in the order of its annotations. */
  static List<Meaning> of(VariableElement field) {
    return field.getAnnotationMirrors().stream()
        .map(Meaning::of)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Meaning> of(AnnotationMirror mirror) {
    TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
    if (type.getAnnotation(PluginField.class) != null) {
      return Optional.of(PLUGIN);
    }
    return Arrays.stream(values())
        .filter(meaning -> type.getQualifiedName().contentEquals(meaning.annotation))
        .findFirst();
  }

  /** Returns whether the field is part of the key. */
  boolean isKey() {
    return this == KEY || this == AUTO_KEY || this == SORTED_KEY;
  }

  /** Returns whether a String in the field can be searched by parts of it. */
  boolean isSearched() {
    return isKey() || this == UNIQUE_KEY || this == INDEXED || this == UNIQUE;
  }
}
