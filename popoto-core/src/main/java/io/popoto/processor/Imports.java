package io.popoto.processor;

import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Writes types for a source file and remembers what it has to import. Two classes of one simple
 * name: the first is imported, the other is written with its package.
 */
final class Imports extends TypeText {
  private final PackageElement home;
  private final Elements elements;
  private final Types types;
  private final Map<String, String> bySimpleName = new TreeMap<>();
  private boolean deprecated;

  Imports(PackageElement home, Elements elements, Types types) {
    this.home = home;
    this.elements = elements;
    this.types = types;
  }

  /** Returns the text of a class of this name, which is importable. */
  String name(String qualifiedName) {
    String simpleName = qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    String first = bySimpleName.putIfAbsent(simpleName, qualifiedName);
    return first == null || first.equals(qualifiedName) ? simpleName : qualifiedName;
  }

  @Override
  String name(TypeElement type) {
    deprecated |= elements.isDeprecated(type);
    return type.getEnclosingElement() instanceof TypeElement outer
        ? name(outer) + "." + type.getSimpleName()
        : name(type.getQualifiedName().toString());
  }

  @Override
  public String visitDeclared(DeclaredType type, Void nothing) {
    TypeElement element = (TypeElement) type.asElement();
    int parameters = element.getTypeParameters().size();
    if (parameters > 0 && type.getTypeArguments().isEmpty()) {
      return name(element) + "<" + "?, ".repeat(parameters - 1) + "?>";
    }
    return arguments(type, name(element));
  }

  @Override
  public String visitTypeVariable(TypeVariable type, Void nothing) {
    return visit(types.erasure(type));
  }

  /** Returns whether what was written so far names a deprecated class. */
  boolean areDeprecated() {
    return deprecated;
  }

  /** Returns the import declarations for what was written so far. */
  String declarations() {
    StringBuilder text = new StringBuilder();
    bySimpleName.values().stream()
        .sorted()
        .filter(name -> !isAtHome(name) && !isLanguage(name))
        .forEach(name -> text.append("import ").append(name).append(";\n"));
    return text.toString();
  }

  private boolean isAtHome(String name) {
    return name.lastIndexOf('.') < 0
        ? home.isUnnamed()
        : home.getQualifiedName().contentEquals(name.substring(0, name.lastIndexOf('.')));
  }

  /** A class of the package hides one of java.lang, unless that is imported. */
  private boolean isLanguage(String name) {
    String simpleName = name.substring(name.lastIndexOf('.') + 1);
    return name.equals("java.lang." + simpleName)
        && elements.getTypeElement(home.getQualifiedName() + "." + simpleName) == null;
  }

  /** Returns whether a class of this package can name all parts of a type. */
  boolean canName(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return canName(array.getComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return (wildcard.getExtendsBound() == null || canName(wildcard.getExtendsBound()))
          && (wildcard.getSuperBound() == null || canName(wildcard.getSuperBound()));
    }
    if (type instanceof TypeVariable variable) {
      return canName(types.erasure(variable));
    }
    return !(type instanceof DeclaredType declared)
        || (canName(declared.asElement())
            && declared.getTypeArguments().stream().allMatch(this::canName));
  }

  private boolean canName(Element type) {
    boolean near = elements.getPackageOf(type).equals(home);
    for (Element part = type; part instanceof TypeElement; part = part.getEnclosingElement()) {
      if (part.getModifiers().contains(Modifier.PRIVATE)
          || !(near || part.getModifiers().contains(Modifier.PUBLIC))) {
        return false;
      }
    }
    return true;
  }
}
