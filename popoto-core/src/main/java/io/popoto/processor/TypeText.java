package io.popoto.processor;

import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/**
 * The text of a type without its annotations, as {@link java.lang.reflect.Type#getTypeName} gives
 * it at run time.
 */
class TypeText extends SimpleTypeVisitor14<String, Void> {
  private static final TypeText TEXT = new TypeText();

  /** Returns the text of a type. */
  static String of(TypeMirror type) {
    return TEXT.visit(type);
  }

  /** Returns the name of a class. */
  static String of(TypeElement type) {
    return TEXT.name(type);
  }

  /** Returns the name of a class, as this text shows it. */
  String name(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement outer
        ? name(outer) + "$" + type.getSimpleName()
        : type.getQualifiedName().toString();
  }

  @Override
  public String visitPrimitive(PrimitiveType type, Void nothing) {
    return type.getKind().name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String visitArray(ArrayType type, Void nothing) {
    return visit(type.getComponentType()) + "[]";
  }

  @Override
  public String visitDeclared(DeclaredType type, Void nothing) {
    return arguments(type, name((TypeElement) type.asElement()));
  }

  /** Returns a class with the arguments of a type. */
  final String arguments(DeclaredType type, String name) {
    String arguments =
        type.getTypeArguments().stream().map(this::visit).collect(Collectors.joining(", "));
    return arguments.isEmpty() ? name : name + "<" + arguments + ">";
  }

  @Override
  public String visitTypeVariable(TypeVariable type, Void nothing) {
    return type.asElement().getSimpleName().toString();
  }

  @Override
  public String visitWildcard(WildcardType type, Void nothing) {
    if (type.getSuperBound() != null) {
      return "? super " + visit(type.getSuperBound());
    }
    return type.getExtendsBound() == null ? "?" : "? extends " + visit(type.getExtendsBound());
  }

  @Override
  protected String defaultAction(TypeMirror type, Void nothing) {
    return type.toString();
  }
}
