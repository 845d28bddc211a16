package io.popoto.processor;

import io.popoto.annotation.Field;
import io.popoto.annotation.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Checks each field by itself. */
final class FieldChecks {
  private static final Set<String> RESERVED = Set.of("limit", "offset", "orderBy", "values");
  private static final String UNKNOWN_TYPE =
      "what %s is, the class does not say; make a subclass that does the model.";
  private static final Pattern STORED_NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.$-]*");

  private final StoredField field;
  private final Faults faults;

  FieldChecks(StoredField field, Faults faults) {
    this.field = field;
    this.faults = faults;
  }

  private void fault(String message) {
    faults.add(field.element(), message);
  }

  void check() {
    if (field.meanings().size() > 1) {
      fault("has several meanings, " + field.meanings() + "; a field has one.");
    }
    checkReference();
    String variable = KnownTypes.variable(field.type());
    if (!variable.isEmpty()) {
      fault(UNKNOWN_TYPE.formatted(variable));
    }
    checkNames();
    checkDetails();
    checkType();
  }

  private void checkReference() {
    TypeMirror type = field.type();
    boolean isRef = KnownTypes.className(type).equals("io.popoto.Ref");
    boolean isRelationship = field.meaning() == Meaning.RELATIONSHIP;
    if (isRef && !isRelationship) {
      fault("a Ref needs @Relationship.");
    }
    if (!isRef
        && KnownTypes.anyPart(type, part -> KnownTypes.className(part).equals("io.popoto.Ref"))) {
      fault("a Ref inside another type cannot be stored.");
    }
    if (!isRelationship) {
      return;
    }
    TypeElement target = isRef ? target(type) : null;
    if (target == null) {
      fault("@Relationship needs a field of type Ref<SomeModel>, not " + TypeText.of(type) + ".");
    } else if (target.getAnnotation(Model.class) == null) {
      fault(TypeText.of(target) + " is no model; it needs @Model.");
    }
  }

  private void checkNames() {
    if (field.name().contains("__")) {
      fault("\"__\" separates a field from a lookup and cannot be in a name.");
    }
    if (RESERVED.contains(field.name())) {
      fault("this name is reserved for queries; rename the field.");
    }
    List<String> all = new ArrayList<>(field.aliases());
    all.add(0, field.storedName());
    for (String stored : all) {
      if (!STORED_NAME.matcher(stored).matches()) {
        fault("\"" + stored + "\" cannot be a name in Redis; use letters, digits, _ . - $.");
      }
    }
  }

  private void checkDetails() {
    Field details = field.details();
    if (details == null) {
      return;
    }
    if (details.maxLength() != -1) {
      if (details.maxLength() < 1) {
        fault("maxLength must be at least 1, but is " + details.maxLength() + ".");
      } else if (!field.isText()) {
        fault("maxLength is for String, not " + TypeText.of(field.type()) + ".");
      }
    }
    if (field.meaning() == Meaning.AUTO_KEY && details.nullable()) {
      fault("a generated key cannot be nullable.");
    }
  }

  private void checkType() {
    String type = TypeText.of(field.type());
    if (field.meaning() == Meaning.AUTO_KEY && !field.isText()) {
      fault("@AutoKeyField needs a String, not " + type + ".");
    }
    if (field.meaning() == Meaning.VERSION && !Set.of("long", "java.lang.Long").contains(type)) {
      fault("@Version needs a long, not " + type + ".");
    }
    if (field.meaning() == Meaning.DATETIME && !KnownTypes.isMoment(field.type())) {
      fault(
          "@DatetimeField needs an Instant, a date-time or a number of seconds, not " + type + ".");
    }
  }

  /** Returns the class that a reference is for; null if it names none. */
  static @Nullable TypeElement target(TypeMirror reference) {
    List<? extends TypeMirror> arguments = ((DeclaredType) reference).getTypeArguments();
    return arguments.size() == 1
            && arguments.get(0) instanceof DeclaredType target
            && target.getTypeArguments().isEmpty()
        ? (TypeElement) target.asElement()
        : null;
  }
}
