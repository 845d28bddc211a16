package io.popoto.processor;

import io.popoto.annotation.Index;
import io.popoto.annotation.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Checks a model as the scan at run time does, as far as its source shows. */
final class ModelChecks {
  private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  private final ModelClass model;
  private final KnownTypes types;
  private final Faults faults;

  ModelChecks(ModelClass model, KnownTypes types, Faults faults) {
    this.model = model;
    this.types = types;
    this.faults = faults;
  }

  void check() {
    checkAnnotation();
    for (VariableElement field : model.finals()) {
      faults.add(field, "a stored field must not be final; or make the class a record.");
    }
    for (StoredField field : model.fields()) {
      new FieldChecks(field, faults).check();
    }
    checkDistinctNames();
    checkOneVersion();
    checkClass();
    checkPartitions();
    checkOrders();
    checkIndexes();
    checkKeys();
  }

  private void checkAnnotation() {
    String name = model.name();
    if (!MODEL_NAME.matcher(name).matches() || name.equals("popoto")) {
      faults.add("\"" + name + "\" cannot be a model name; use letters, digits, _ . -.");
    }
    long ttl = model.model().ttlSeconds();
    if (ttl != Model.FOR_EVER && ttl <= 0) {
      faults.add("ttlSeconds must be at least 1, but is " + ttl + ".");
    }
    if (ttl > Model.MOST_TTL_SECONDS) {
      faults.add("ttlSeconds must be at most a thousand years, but is " + ttl + ".");
    }
    if (model.fields().isEmpty()) {
      faults.add("there is no field to store.");
    }
  }

  private void checkDistinctNames() {
    Set<String> names = new HashSet<>();
    Set<String> stored = new HashSet<>();
    for (StoredField field : model.fields()) {
      if (!names.add(field.name())) {
        faults.add(field.element(), "a superclass has a field of this name as well.");
      }
      List<String> all = new ArrayList<>(field.aliases());
      all.add(field.storedName());
      for (String name : all) {
        if (!stored.add(name)) {
          faults.add(field.element(), "another field has the name \"" + name + "\" in Redis.");
        }
      }
    }
  }

  private void checkOneVersion() {
    model.fields().stream()
        .filter(field -> field.meaning() == Meaning.VERSION)
        .skip(1)
        .forEach(field -> faults.add(field.element(), "another field is the @Version already."));
  }

  /** Checks whether objects of the class can be made. */
  private void checkClass() {
    TypeElement type = model.element();
    boolean isClass = type.getKind() == ElementKind.CLASS;
    boolean isRecord = type.getKind() == ElementKind.RECORD;
    Set<Modifier> modifiers = type.getModifiers();
    if (modifiers.contains(Modifier.ABSTRACT) || !(isClass || isRecord)) {
      faults.add("a model is a class that can be made or a record.");
      return;
    }
    if (type.getNestingKind() == NestingKind.MEMBER
        && isClass
        && !modifiers.contains(Modifier.STATIC)) {
      faults.add("an inner class needs an outer object; make it static.");
      return;
    }
    List<ExecutableElement> constructors = ElementFilter.constructorsIn(type.getEnclosedElements());
    if (isClass
        && constructors.stream().noneMatch(c -> c.getParameters().isEmpty())
        && !isMadeByLombok(type)) {
      faults.add("there is no constructor without parameters; add one, of any visibility.");
    }
  }

  /** Lombok changes the class after this, if this processor comes first. */
  private static boolean isMadeByLombok(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(each -> each.getAnnotationType().toString().equals("lombok.NoArgsConstructor"));
  }

  private boolean isUnknown(String name) {
    return model.fields().stream().noneMatch(field -> field.name().equals(name));
  }

  private static String unknown(String where, String name) {
    return where + " names \"" + name + "\", but there is no such field.";
  }

  private void checkPartitions() {
    for (StoredField field : model.fields()) {
      for (String name : field.partitionBy()) {
        if (isUnknown(name)) {
          faults.addToClass(field.element(), unknown(field.name() + ": partitionBy", name));
        }
      }
    }
  }

  private void checkOrders() {
    if (!model.orderBy().isEmpty() && isUnknown(model.orderBy())) {
      faults.add(unknown("orderBy", model.orderBy()));
    }
    for (StoredField field : model.fields()) {
      if (model.isSorted(field) && types.hasNoOrder(field.type())) {
        faults.add(
            field.element(),
            ("a sorted field needs a type that has an order Redis can keep, but %s has none. Use a"
                    + " number, a date or an Instant, or register a codec with an order.")
                .formatted(TypeText.of(field.type())));
      }
    }
  }

  private void checkIndexes() {
    for (Index index : model.model().indexes()) {
      List<String> names = List.of(index.fields());
      if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
        faults.add("an index needs one or more different fields, but has " + names + ".");
      } else {
        names.stream()
            .filter(this::isUnknown)
            .findFirst()
            .ifPresent(name -> faults.add(unknown("indexes", name)));
      }
    }
  }

  private void checkKeys() {
    for (StoredField field : model.keyFields()) {
      if (types.cannotBeKey(field.type())) {
        faults.add(
            field.element(),
            "a key needs a type whose text is short and exact, such as String, int, UUID or"
                + " LocalDate, not "
                + TypeText.of(field.type())
                + ".");
      }
    }
  }
}
