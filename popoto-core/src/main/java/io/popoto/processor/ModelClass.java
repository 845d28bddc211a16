package io.popoto.processor;

import io.popoto.annotation.Field;
import io.popoto.annotation.Ignore;
import io.popoto.annotation.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * A class with {@link Model}.
 *
 * @param element the class
 * @param model its annotation
 * @param fields the stored fields, those of superclasses first
 * @param finals fields that would be stored if they were not final
 */
record ModelClass(
    TypeElement element, Model model, List<StoredField> fields, List<VariableElement> finals) {

  /** Reads a class. */
  static ModelClass of(TypeElement element, Types types) {
    List<StoredField> fields = new ArrayList<>();
    List<VariableElement> finals = new ArrayList<>();
    for (TypeElement type : hierarchy(element)) {
      for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
        Set<Modifier> modifiers = field.getModifiers();
        if (modifiers.contains(Modifier.STATIC)
            || modifiers.contains(Modifier.TRANSIENT)
            || field.getAnnotation(Ignore.class) != null) {
          continue;
        }
        if (modifiers.contains(Modifier.FINAL) && element.getKind() != ElementKind.RECORD) {
          finals.add(field);
        } else {
          fields.add(stored(field, element, types));
        }
      }
    }
    return new ModelClass(element, element.getAnnotation(Model.class), fields, finals);
  }

  /** Returns the class and its superclasses, the topmost first. */
  private static List<TypeElement> hierarchy(TypeElement element) {
    List<TypeElement> types = new ArrayList<>();
    TypeElement type = element;
    while (!type.getQualifiedName().contentEquals("java.lang.Object")
        && !type.getQualifiedName().contentEquals("java.lang.Record")) {
      types.add(0, type);
      if (!(type.getSuperclass() instanceof DeclaredType parent)
          || parent.getKind() != TypeKind.DECLARED) {
        break;
      }
      type = (TypeElement) parent.asElement();
    }
    return types;
  }

  private static StoredField stored(VariableElement field, TypeElement model, Types types) {
    TypeMirror actual = types.asMemberOf((DeclaredType) model.asType(), field);
    return new StoredField(
        field, withoutOptional(actual), Meaning.of(field), field.getAnnotation(Field.class));
  }

  private static TypeMirror withoutOptional(TypeMirror type) {
    if (type instanceof DeclaredType declared
        && declared.getTypeArguments().size() == 1
        && ((TypeElement) declared.asElement())
            .getQualifiedName()
            .contentEquals("java.util.Optional")) {
      TypeMirror argument = declared.getTypeArguments().get(0);
      boolean bounded =
          argument instanceof WildcardType wildcard && wildcard.getExtendsBound() != null;
      return bounded ? ((WildcardType) argument).getExtendsBound() : argument;
    }
    return type;
  }

  /** Returns whether the type of a field or a superclass is not known, or not known yet. */
  boolean isUnresolved() {
    return fields.stream()
            .anyMatch(
                field -> KnownTypes.anyPart(field.type(), part -> part.getKind() == TypeKind.ERROR))
        || hierarchy(element).get(0).getSuperclass().getKind() == TypeKind.ERROR;
  }

  /** Returns the name in keys. */
  String name() {
    return model.name().isEmpty() ? element.getSimpleName().toString() : model.name();
  }

  /** Returns the name of the class that {@link Class#getName} gives at run time. */
  String className() {
    return TypeText.of(element);
  }

  /** Returns the name of the field that orders results, or the empty text. */
  String orderBy() {
    return model.orderBy().startsWith("-") ? model.orderBy().substring(1) : model.orderBy();
  }

  /** Returns the fields of the key. */
  List<StoredField> keyFields() {
    List<StoredField> keys = fields.stream().filter(field -> field.meaning().isKey()).toList();
    return keys.isEmpty()
        ? fields.stream().filter(field -> field.meaning() == Meaning.UNIQUE_KEY).toList()
        : keys;
  }

  /** Returns whether a field has an index for ranges, by an annotation or by the model's order. */
  boolean isSorted(StoredField field) {
    boolean isTheKey =
        field.isText() && keyFields().size() == 1 && keyFields().get(0).equals(field);
    boolean orders = field.name().equals(orderBy()) && !isTheKey;
    return field.isSorted() || (orders && field.meaning() != Meaning.PLUGIN);
  }

  /** Returns whether the class can be named by the other classes of its package. */
  boolean isVisible() {
    for (Element type = element; type instanceof TypeElement; type = type.getEnclosingElement()) {
      if (type.getModifiers().contains(Modifier.PRIVATE)) {
        return false;
      }
    }
    return true;
  }
}
