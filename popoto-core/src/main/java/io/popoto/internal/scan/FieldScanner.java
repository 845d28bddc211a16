package io.popoto.internal.scan;

import io.popoto.Ref;
import io.popoto.annotation.AutoKeyField;
import io.popoto.annotation.DatetimeField;
import io.popoto.annotation.Field;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Relationship;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.SortedKeyField;
import io.popoto.annotation.UniqueField;
import io.popoto.annotation.UniqueKeyField;
import io.popoto.annotation.Version;
import io.popoto.metadata.FieldInfo;
import io.popoto.metadata.FieldKind;
import io.popoto.spi.IndexKind;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of one Java field. */
final class FieldScanner {
  private static final Map<Class<? extends Annotation>, FieldKind> KINDS =
      Map.ofEntries(
          Map.entry(KeyField.class, FieldKind.KEY),
          Map.entry(AutoKeyField.class, FieldKind.AUTO_KEY),
          Map.entry(UniqueKeyField.class, FieldKind.UNIQUE_KEY),
          Map.entry(SortedKeyField.class, FieldKind.SORTED_KEY),
          Map.entry(SortedField.class, FieldKind.SORTED),
          Map.entry(IndexedField.class, FieldKind.INDEXED),
          Map.entry(UniqueField.class, FieldKind.UNIQUE),
          Map.entry(Relationship.class, FieldKind.RELATIONSHIP),
          Map.entry(DatetimeField.class, FieldKind.DATETIME),
          Map.entry(Version.class, FieldKind.VERSION));
  private static final Set<String> RESERVED = Set.of("limit", "offset", "orderBy", "values");
  private static final String UNKNOWN_TYPE =
      "what %s is, the class does not say; make a subclass that does the model.";
  private static final Pattern STORED_NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_.$-]*");

  private final java.lang.reflect.Field field;
  private final Type declared;
  private final List<IndexKind> kinds;
  private final Faults faults;

  /**
   * Creates it for a field.
   *
   * @param declared its type in the model
   */
  FieldScanner(java.lang.reflect.Field field, Type declared, List<IndexKind> kinds, Faults faults) {
    this.field = field;
    this.declared = declared;
    this.kinds = kinds;
    this.faults = faults;
  }

  FieldInfo scan() {
    String name = field.getName();
    FieldKind kind = kind();
    Field details = field.getAnnotation(Field.class);
    Relationship relationship = field.getAnnotation(Relationship.class);
    DatetimeField datetime = field.getAnnotation(DatetimeField.class);
    AutoKeyField auto = field.getAnnotation(AutoKeyField.class);
    boolean optional = ActualTypes.raw(declared) == Optional.class;
    Type type = optional ? argument(declared) : declared;
    boolean nullable =
        (details != null && details.nullable())
            || (relationship != null && relationship.nullable())
            || optional;
    String storedName = details == null || details.name().isEmpty() ? name : details.name();
    List<String> aliases = details == null ? List.of() : List.of(details.aliases());
    FieldInfo info =
        new FieldInfo(
            name,
            storedName,
            aliases,
            type,
            optional,
            kind,
            kind.requiredByDefault() && !nullable,
            details == null ? -1 : details.maxLength(),
            datetime != null && datetime.autoNow(),
            datetime != null && datetime.autoNowAdd(),
            Optional.ofNullable(auto).map(AutoKeyField::strategy),
            target(kind, type));
    ActualTypes.variable(type)
        .ifPresent(variable -> faults.add(name, UNKNOWN_TYPE.formatted(variable.getName())));
    check(info, details);
    return info;
  }

  private FieldKind kind() {
    List<FieldKind> found = new ArrayList<>();
    for (Annotation annotation : field.getAnnotations()) {
      FieldKind kind = KINDS.get(annotation.annotationType());
      if (kind == null && isOfPlugin(annotation)) {
        kind = FieldKind.PLUGIN;
      }
      if (kind != null) {
        found.add(kind);
      }
    }
    if (found.size() > 1) {
      faults.add(field.getName(), "has several meanings, " + found + "; a field has one.");
    }
    return found.isEmpty() ? FieldKind.PLAIN : found.get(0);
  }

  private boolean isOfPlugin(Annotation annotation) {
    for (IndexKind kind : kinds) {
      if (kind.serves(annotation)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Class<?>> target(FieldKind kind, Type type) {
    boolean isRef = ActualTypes.raw(type) == Ref.class;
    if (isRef && kind != FieldKind.RELATIONSHIP) {
      faults.add(field.getName(), "a Ref needs @Relationship.");
    }
    if (!isRef && ActualTypes.hasRef(type)) {
      faults.add(field.getName(), "a Ref inside another type cannot be stored.");
    }
    if (kind != FieldKind.RELATIONSHIP) {
      return Optional.empty();
    }
    if (isRef && argument(type) instanceof Class<?> target) {
      if (target.isAnnotationPresent(io.popoto.annotation.Model.class)) {
        return Optional.of(target);
      }
      faults.add(field.getName(), target.getName() + " is no model; it needs @Model.");
      return Optional.empty();
    }
    faults.add(
        field.getName(),
        "@Relationship needs a field of type Ref<SomeModel>, not " + type.getTypeName() + ".");
    return Optional.empty();
  }

  private static Type argument(Type type) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[0]
        : Object.class;
  }

  private void check(FieldInfo info, @Nullable Field details) {
    String name = info.name();
    if (name.contains("__")) {
      faults.add(name, "\"__\" separates a field from a lookup and cannot be in a name.");
    }
    if (RESERVED.contains(name)) {
      faults.add(name, "this name is reserved for queries; rename the field.");
    }
    for (String stored : concat(info.storedName(), info.aliases())) {
      if (!STORED_NAME.matcher(stored).matches()) {
        faults.add(
            name, "\"" + stored + "\" cannot be a name in Redis; use letters, digits, _ . - $.");
      }
    }
    if (details != null && details.maxLength() != -1) {
      if (details.maxLength() < 1) {
        faults.add(name, "maxLength must be at least 1, but is " + details.maxLength() + ".");
      } else if (!info.isText()) {
        faults.add(name, "maxLength is for String, not " + info.type().getTypeName() + ".");
      }
    }
    if (info.kind() == FieldKind.AUTO_KEY && !info.isText()) {
      faults.add(name, "@AutoKeyField needs a String, not " + info.type().getTypeName() + ".");
    }
    if (info.kind() == FieldKind.AUTO_KEY && details != null && details.nullable()) {
      faults.add(name, "a generated key cannot be nullable.");
    }
    if (info.kind() == FieldKind.VERSION
        && info.type() != long.class
        && info.type() != Long.class) {
      faults.add(name, "@Version needs a long, not " + info.type().getTypeName() + ".");
    }
    if (info.kind() == FieldKind.DATETIME && !Moments.supports(info.type())) {
      faults.add(
          name,
          "@DatetimeField needs an Instant, a date-time or a number of seconds, not "
              + info.type().getTypeName()
              + ".");
    }
  }

  private static List<String> concat(String first, List<String> rest) {
    List<String> all = new ArrayList<>(rest);
    all.add(0, first);
    return all;
  }

  /** Returns whether the annotations say that the field is not stored. */
  static boolean ignored(java.lang.reflect.Field field) {
    return Arrays.stream(field.getAnnotations())
        .anyMatch(annotation -> annotation instanceof io.popoto.annotation.Ignore);
  }
}
