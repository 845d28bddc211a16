package io.popoto.internal.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes the source of a model with random nested classes. */
final class Shapes {
  private static final List<String> SCALARS =
      List.of(
          "int",
          "long",
          "double",
          "boolean",
          "char",
          "byte",
          "short",
          "float",
          "String",
          "Integer",
          "Long",
          "Double",
          "Character",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.OffsetDateTime",
          "java.time.ZonedDateTime",
          "java.time.Duration",
          "java.util.UUID",
          "byte[]",
          "char[]",
          "Object",
          "Number",
          "java.util.regex.Pattern",
          "java.util.Locale",
          "java.util.BitSet",
          "java.util.OptionalInt",
          "java.util.concurrent.atomic.AtomicLong",
          "StringBuilder");
  private static final List<String> KEYS =
      List.of("String", "Integer", "Long", "java.util.UUID", "java.time.Instant", "Object", "Mood");
  private static final List<String> GENERIC =
      List.of(
          "List<%s>",
          "ArrayList<%s>",
          "Set<%s>",
          "LinkedHashSet<%s>",
          "Collection<%s>",
          "Deque<%s>",
          "Queue<%s>",
          "Optional<%s>",
          "Iterable<%s>",
          "List<? extends %s>",
          "Pair<%s>",
          "java.util.concurrent.CopyOnWriteArrayList<%s>");

  private final Random random;
  private final List<String> classes = new ArrayList<>();
  private final StringBuilder source = new StringBuilder();

  Shapes(long seed) {
    random = new Random(seed);
  }

  /** Returns the source of {@code shapes.Shop}, the last of whose classes the field has. */
  String write() {
    source.append("package shapes; import java.util.*; import io.popoto.annotation.*;\n");
    source.append("@Model class Shop { @KeyField String id; Held field; }\n");
    source.append("enum Mood { GOOD { public String toString() { return \"x\"; } }, BAD }\n");
    source.append("class Pair<T> { T left; private T right; }\n");
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String name = "C" + i;
      type(name);
      classes.add(name);
    }
    source.append("class Held {\n");
    fields(false);
    source.append("}\n");
    return source.toString();
  }

  private void type(String name) {
    switch (random.nextInt(9)) {
      case 0, 1 -> {
        source.append("record %s(".formatted(name));
        List<String> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
          parts.add(fieldType() + " f" + i);
        }
        source.append(String.join(", ", parts)).append(") {}\n");
      }
      case 2 -> immutable(name);
      case 3 -> {
        source.append("abstract class %s {\n".formatted(name));
        fields(false);
        source.append("}\nclass %sSub extends %s { int more; }\n".formatted(name, name));
      }
      case 4 -> {
        source.append("class %s {\n".formatted(name));
        fields(false);
        source.append("}\nclass %sSub extends %s { String more; }\n".formatted(name, name));
      }
      case 5 -> {
        source.append("class %s {\n".formatted(name));
        fields(true);
        source.append("}\n");
      }
      default -> {
        source.append("class %s {\n".formatted(name));
        fields(false);
        source.append("}\n");
      }
    }
  }

  /** A class with final fields and one constructor, whose parameters may have other names. */
  private void immutable(String name) {
    int count = 1 + random.nextInt(2);
    boolean named = random.nextBoolean();
    List<String> parameters = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    source.append("class %s {\n".formatted(name));
    for (int i = 0; i < count; i++) {
      String type = fieldType();
      source.append("  private final %s f%d;\n".formatted(type, i));
      parameters.add("%s %s%d".formatted(type, named ? "f" : "p", i));
      body.append("this.f%d = %s%d; ".formatted(i, named ? "f" : "p", i));
    }
    String visible = random.nextBoolean() ? "public " : "";
    source.append(
        "  %s%s(%s) { %s}\n}\n".formatted(visible, name, String.join(", ", parameters), body));
  }

  private void fields(boolean tricky) {
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String type = fieldType();
      String modifiers = List.of("", "private ", "public ", "protected ").get(random.nextInt(4));
      if (tricky && random.nextInt(4) == 0) {
        modifiers += "transient ";
      }
      source.append("  %s%s f%d;\n".formatted(modifiers, type, i));
      if (tricky) {
        source.append("  public %s getF%d() { return f%d; }\n".formatted(type, i, i));
        source.append("  public void setF%d(%s v) { }\n".formatted(i, type));
        source.append("  public String getOther%d() { return \"other\"; }\n".formatted(i));
      }
    }
  }

  private String fieldType() {
    String type = random.nextInt(3) == 0 ? own() : SCALARS.get(random.nextInt(SCALARS.size()));
    return switch (random.nextInt(6)) {
      case 0, 1 -> GENERIC.get(random.nextInt(GENERIC.size())).formatted(boxed(type));
      case 2 ->
          List.of("Map<%s, %s>", "LinkedHashMap<%s, %s>", "TreeMap<%s, %s>", "HashMap<%s, %s>")
              .get(random.nextInt(4))
              .formatted(KEYS.get(random.nextInt(KEYS.size())), boxed(type));
      case 3 -> type + "[]";
      default -> type;
    };
  }

  private String own() {
    return classes.isEmpty() || random.nextInt(4) == 0
        ? "Mood"
        : classes.get(random.nextInt(classes.size()));
  }

  private static String boxed(String type) {
    return switch (type) {
      case "int" -> "Integer";
      case "char" -> "Character";
      case "long", "double", "boolean", "byte", "short", "float" ->
          type.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + type.substring(1);
      default -> type;
    };
  }
}
