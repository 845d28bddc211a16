package io.popoto.processor;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The source of the class that has the fields of a model as constants. */
final class Metamodel {
  private static final String ATTRIBUTES = "io.popoto.query.";
  private static final String GENERATED = "javax.annotation.processing.Generated";

  private final ModelClass model;
  private final Elements elements;
  private final KnownTypes knownTypes;
  private final PackageElement home;
  private final Imports imports;

  Metamodel(ModelClass model, Elements elements, Types types, KnownTypes knownTypes) {
    this.model = model;
    this.elements = elements;
    this.knownTypes = knownTypes;
    this.home = elements.getPackageOf(model.element());
    this.imports = new Imports(home, elements, types);
  }

  /**
   * Returns the qualified name: that of the model, nested ones joined by and ending in {@code _}.
   */
  String name() {
    return home.isUnnamed() ? simpleName() : home.getQualifiedName() + "." + simpleName();
  }

  private String simpleName() {
    StringBuilder name = new StringBuilder();
    for (Element type = model.element(); type instanceof TypeElement; ) {
      name.insert(0, type.getSimpleName() + "_");
      type = type.getEnclosingElement();
    }
    return name.toString();
  }

  /** Returns the source, which is the same each time. */
  String source() {
    imports.name(name());
    String entity = imports.name(model.element());
    String body = body(entity);
    StringBuilder text = new StringBuilder();
    if (!home.isUnnamed()) {
      text.append("package ").append(home.getQualifiedName()).append(";\n\n");
    }
    String declarations = imports.declarations();
    text.append(declarations).append(declarations.isEmpty() ? "" : "\n");
    return text.append(body).toString();
  }

  private String body(String entity) {
    String constants = constants();
    StringBuilder text = new StringBuilder();
    text.append("/** The fields of {@link ").append(entity).append("}. */\n");
    if (elements.getTypeElement(GENERATED) != null) {
      String by = PopotoProcessor.class.getName();
      text.append("@%s(\"%s\")\n".formatted(imports.name(GENERATED), by));
    }
    if (imports.areDeprecated()) {
      text.append("@SuppressWarnings({\"deprecation\", \"removal\"})\n");
    }
    text.append(isPublic() ? "public " : "").append("final class ").append(simpleName());
    text.append(" {\n").append(constants);
    return text.append("  private ").append(simpleName()).append("() {}\n}\n").toString();
  }

  private String constants() {
    StringBuilder text = new StringBuilder();
    Set<String> names = new HashSet<>();
    for (StoredField field : model.fields()) {
      if (names.add(field.name())) {
        text.append(constant(field)).append("\n");
      }
    }
    return text.toString();
  }

  private boolean isPublic() {
    for (Element type = model.element(); type instanceof TypeElement; ) {
      if (!type.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
      type = type.getEnclosingElement();
    }
    return true;
  }

  private String constant(StoredField field) {
    String kind = kind(field);
    String attribute = imports.name(ATTRIBUTES + kind);
    String arguments = imports.visit(knownTypes.erased(model.element().asType()));
    if (!kind.endsWith("TextAttribute")) {
      arguments += ", " + value(field, kind);
    }
    return """
          /** The field {@code %2$s}. */
          public static final %1$s<%3$s> %2$s = new %1$s<>("%2$s");
        """
        .formatted(attribute, field.name(), arguments);
  }

  private String kind(StoredField field) {
    Meaning meaning = field.meaning();
    if (meaning == Meaning.RELATIONSHIP) {
      return target(field) == null ? "Attribute" : "ReferenceAttribute";
    } else if (meaning == Meaning.INDEXED && KnownTypes.isTags(field.type())) {
      return "TagsAttribute";
    } else if (meaning == Meaning.PLUGIN || isJson(field)) {
      return "Attribute";
    } else if (field.isText() && meaning.isSearched()) {
      return model.isSorted(field) ? "ComparableTextAttribute" : "TextAttribute";
    }
    return model.isSorted(field) ? "ComparableAttribute" : "ScalarAttribute";
  }

  private boolean isJson(StoredField field) {
    return knownTypes.isCompound(field.type()) && !KnownTypes.isBytes(field.type());
  }

  private static @Nullable TypeMirror target(StoredField field) {
    if (field.type() instanceof DeclaredType declared
        && KnownTypes.className(declared).equals("io.popoto.Ref")
        && declared.getTypeArguments().size() == 1
        && declared.getTypeArguments().get(0) instanceof DeclaredType target) {
      return target;
    }
    return null;
  }

  /** A type that cannot be named here is left open; operands are checked by the query then. */
  private String value(StoredField field, String kind) {
    TypeMirror type =
        kind.equals("ReferenceAttribute") ? target(field) : knownTypes.boxed(field.type());
    return type != null && imports.canName(type) ? imports.visit(type) : "Object";
  }
}
