package io.popoto.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * What is known at compile time of the types of fields. Any class may be given a codec at run time;
 * of those that have none here, only collections, maps, arrays, references and {@code Object} are
 * taken to be what they are without one.
 */
final class KnownTypes {
  /** Types whose text is short and exact. */
  private static final Set<String> KEYS =
      Set.of(
          "java.lang.String",
          "java.lang.Character",
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.math.BigInteger",
          "java.util.UUID",
          "java.time.LocalDate",
          "java.time.LocalTime",
          "java.time.Instant",
          "java.time.LocalDateTime",
          "java.time.OffsetDateTime");

  /** Types that have an order but cannot be keys. */
  private static final Set<String> ORDERED_ONLY =
      Set.of(
          "java.lang.Float",
          "java.lang.Double",
          "java.math.BigDecimal",
          "java.time.Duration",
          "java.time.ZonedDateTime");

  /** Types that hold the current time, primitive ones and wrappers apart. */
  private static final Set<String> MOMENTS =
      Set.of(
          "java.time.Instant",
          "java.time.LocalDateTime",
          "java.time.OffsetDateTime",
          "java.time.ZonedDateTime",
          "long",
          "java.lang.Long",
          "int",
          "java.lang.Integer",
          "double",
          "java.lang.Double");

  private final Elements elements;
  private final Types types;

  KnownTypes(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Returns whether values of the type cannot be part of a key. */
  boolean cannotBeKey(TypeMirror type) {
    String name = raw(type);
    return !KEYS.contains(name) && (ORDERED_ONLY.contains(name) || isCompound(type));
  }

  /** Returns whether values of the type have no order. */
  boolean hasNoOrder(TypeMirror type) {
    return raw(type).equals("java.util.UUID") || isCompound(type);
  }

  /** Returns whether values of the type are stored as JSON, or as bytes. */
  boolean isCompound(TypeMirror type) {
    TypeMirror erased = types.erasure(type);
    return erased.getKind() == TypeKind.ARRAY
        || raw(type).equals("java.lang.Object")
        || isA(erased, "io.popoto.Ref")
        || isA(erased, "java.util.Collection")
        || isA(erased, "java.util.Map");
  }

  private boolean isA(TypeMirror erased, String name) {
    TypeElement parent = elements.getTypeElement(name);
    return parent != null && types.isSubtype(erased, types.erasure(parent.asType()));
  }

  /** Returns whether values of the type are bytes. */
  static boolean isBytes(TypeMirror type) {
    return TypeText.of(type).equals("byte[]");
  }

  /** Returns whether the type can hold the current time. */
  static boolean isMoment(TypeMirror type) {
    return MOMENTS.contains(TypeText.of(type));
  }

  /** Returns whether values of the type are lists or sets of Strings. */
  static boolean isTags(TypeMirror type) {
    String text = TypeText.of(type);
    return text.equals("java.util.List<java.lang.String>")
        || text.equals("java.util.Set<java.lang.String>");
  }

  private String raw(TypeMirror type) {
    return TypeText.of(types.erasure(boxed(type)));
  }

  /** Returns the wrapper of a primitive type, or else the type itself. */
  TypeMirror boxed(TypeMirror type) {
    return type instanceof PrimitiveType primitive ? types.boxedClass(primitive).asType() : type;
  }

  /** Returns a type without its arguments. */
  TypeMirror erased(TypeMirror type) {
    return types.erasure(type);
  }

  /** Returns whether a type, or one that it is made of, is of some kind. */
  static boolean anyPart(@Nullable TypeMirror type, Predicate<TypeMirror> kind) {
    if (type == null) {
      return false;
    }
    if (type instanceof ArrayType array) {
      return anyPart(array.getComponentType(), kind);
    } else if (type instanceof WildcardType wildcard) {
      return anyPart(wildcard.getExtendsBound(), kind) || anyPart(wildcard.getSuperBound(), kind);
    }
    return kind.test(type)
        || (type instanceof DeclaredType declared
            && declared.getTypeArguments().stream().anyMatch(part -> anyPart(part, kind)));
  }

  /** Returns the first type variable that is the type or a part of it, or nothing. */
  static String variable(TypeMirror type) {
    List<String> found = new ArrayList<>();
    anyPart(
        type,
        part -> {
          if (part.getKind() == TypeKind.TYPEVAR) {
            found.add(part.toString());
          }
          return !found.isEmpty();
        });
    return found.isEmpty() ? "" : found.get(0);
  }

  /** Returns the class of a type without its arguments, if it is one. */
  static String className(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? TypeText.of((TypeElement) declared.asElement())
        : "";
  }
}
