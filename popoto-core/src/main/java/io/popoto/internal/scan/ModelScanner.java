package io.popoto.internal.scan;

import io.popoto.Ref;
import io.popoto.annotation.Model;
import io.popoto.exception.MappingException;
import io.popoto.internal.codec.Codecs;
import io.popoto.internal.codec.JsonCodec;
import io.popoto.metadata.FieldInfo;
import io.popoto.metadata.FieldKind;
import io.popoto.metadata.ModelInfo;
import io.popoto.spi.ValueCodec;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a class, once, into a model bound to it; says all its faults in one exception. */
public final class ModelScanner {
  private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9_.-]+");

  private final Codecs codecs;
  private final Plugins plugins;
  private final Ref.@Nullable Loader loader;

  /** What models of a class loader share, until nothing is to be known of them any more. */
  private final Map<Optional<ClassLoader>, Codecs> byLoader = new ConcurrentHashMap<>();

  /** Creates a scanner whose references cannot load. */
  public ModelScanner(Codecs codecs, Plugins plugins) {
    this(codecs, plugins, null);
  }

  /** Creates a scanner for these codecs, together with those of the plugins. */
  public ModelScanner(Codecs codecs, Plugins plugins, Ref.@Nullable Loader loader) {
    this.codecs = plugins.addTo(codecs);
    this.plugins = plugins;
    this.loader = loader;
  }

  /**
   * Returns the name that a model class has in keys.
   *
   * @throws MappingException if the class is no model
   */
  static String modelName(Class<?> type) {
    Model model = type.getAnnotation(Model.class);
    if (model == null) {
      throw new MappingException(type.getName() + " is no model; annotate it with @Model.");
    }
    return model.name().isEmpty() ? type.getSimpleName() : model.name();
  }

  /** Forgets all classes. */
  public void forget() {
    byLoader.clear();
  }

  /**
   * Scans a class.
   *
   * @throws MappingException with every fault of the class
   */
  public <T> BoundModel<T> scan(Class<T> type) {
    String name = modelName(type);
    Model model = type.getAnnotation(Model.class);
    Faults faults = new Faults(type);
    if (!MODEL_NAME.matcher(name).matches() || name.equals("popoto")) {
      faults.add("\"" + name + "\" cannot be a model name; use letters, digits, _ . -.");
    }
    if (model.ttlSeconds() != Model.FOR_EVER && model.ttlSeconds() <= 0) {
      faults.add("ttlSeconds must be at least 1, but is " + model.ttlSeconds() + ".");
    }
    if (model.ttlSeconds() > Model.MOST_TTL_SECONDS) {
      faults.add("ttlSeconds must be at most a thousand years, but is " + model.ttlSeconds() + ".");
    }
    List<Field> javaFields = storedFields(type, faults);
    if (javaFields.isEmpty()) {
      faults.add("there is no field to store.");
    }
    List<FieldInfo> fields = new ArrayList<>();
    ActualTypes types = new ActualTypes(type);
    for (Field field : javaFields) {
      fields.add(new FieldScanner(field, types.of(field), plugins.kinds(), faults).scan());
    }
    distinctNames(fields, faults);
    oneVersion(fields, faults);
    EntityAccess access = access(type, javaFields, faults);
    IndexScanner indexes = new IndexScanner(model, javaFields, plugins.kinds(), faults);
    List<FieldInfo> completed = indexes.complete(fields);
    List<FieldInfo> keyFields = indexes.keyFields(completed);
    List<FieldInfo> complete = completed.stream().map(field -> inKey(field, keyFields)).toList();
    Codecs known =
        byLoader.computeIfAbsent(
            Optional.ofNullable(type.getClassLoader()), key -> codecs.in(key.orElse(null)));
    List<BoundField> bound =
        bind(known, complete, initials(type, access, complete, faults), faults);
    List<BoundIndex> boundIndexes = indexes.bind(complete, keyFields, bound);
    checkKeys(keyFields, bound, faults);
    faults.throwIfAny();
    ModelInfo info =
        new ModelInfo(
            name,
            type,
            complete,
            keyFields,
            boundIndexes.stream().map(BoundIndex::info).toList(),
            indexes.orderBy(complete),
            model.orderBy().startsWith("-"),
            model.ttlSeconds() == Model.FOR_EVER
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(model.ttlSeconds())),
            model.events());
    return new BoundModel<>(
        info, type, bound, boundIndexes, java.util.Objects.requireNonNull(access));
  }

  /** Returns the field as it is in the key, if it is there: a unique field is required then. */
  private static FieldInfo inKey(FieldInfo field, List<FieldInfo> keyFields) {
    return keyFields.stream()
        .filter(key -> key.name().equals(field.name()))
        .findFirst()
        .orElse(field);
  }

  private static List<Field> storedFields(Class<?> type, Faults faults) {
    List<Class<?>> hierarchy = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class && c != Record.class; ) {
      hierarchy.add(0, c);
      c = c.getSuperclass();
    }
    List<Field> fields = new ArrayList<>();
    for (Class<?> c : hierarchy) {
      for (Field field : c.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers)
            || Modifier.isTransient(modifiers)
            || field.isSynthetic()
            || FieldScanner.ignored(field)) {
          continue;
        }
        if (Modifier.isFinal(modifiers) && !type.isRecord()) {
          faults.add(
              field.getName(), "a stored field must not be final; or make the class a record.");
          continue;
        }
        fields.add(field);
      }
    }
    return fields;
  }

  private static void distinctNames(List<FieldInfo> fields, Faults faults) {
    Set<String> names = new HashSet<>();
    Set<String> stored = new HashSet<>();
    for (FieldInfo field : fields) {
      if (!names.add(field.name())) {
        faults.add(field.name(), "a superclass has a field of this name as well.");
      }
      List<String> all = new ArrayList<>(field.aliases());
      all.add(field.storedName());
      for (String name : all) {
        if (!stored.add(name)) {
          faults.add(field.name(), "another field has the name \"" + name + "\" in Redis.");
        }
      }
    }
  }

  private static void oneVersion(List<FieldInfo> fields, Faults faults) {
    fields.stream()
        .filter(field -> field.kind() == FieldKind.VERSION)
        .skip(1)
        .forEach(field -> faults.add(field.name(), "another field is the @Version already."));
  }

  private static @Nullable EntityAccess access(Class<?> type, List<Field> fields, Faults faults) {
    if (Modifier.isAbstract(type.getModifiers()) || type.isEnum()) {
      faults.add("a model is a class that can be made or a record.");
      return null;
    }
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      faults.add("an inner class needs an outer object; make it static.");
      return null;
    }
    try {
      if (type.isRecord()) {
        Set<String> names = new HashSet<>(fields.stream().map(Field::getName).toList());
        List<RecordComponent> components =
            Arrays.stream(type.getRecordComponents())
                .filter(component -> names.contains(component.getName()))
                .toList();
        return new RecordAccess(type, components);
      }
      Constructor<?> constructor = type.getDeclaredConstructor();
      return new PojoAccess(constructor, fields);
    } catch (NoSuchMethodException e) {
      faults.add("there is no constructor without parameters; add one, of any visibility.");
    } catch (ReflectiveOperationException e) {
      faults.add("its members cannot be reached: " + e.getMessage());
    }
    return null;
  }

  private static @Nullable Object[] initials(
      Class<?> type, @Nullable EntityAccess access, List<FieldInfo> fields, Faults faults) {
    @Nullable Object[] values = new Object[fields.size()];
    if (access == null) {
      return values;
    }
    @Nullable Object[] absent = new Object[fields.size()];
    Arrays.fill(absent, EntityAccess.ABSENT);
    if (type.isRecord()) {
      for (int i = 0; i < values.length; i++) {
        values[i] =
            fields.get(i).type() instanceof Class<?> c && c.isPrimitive()
                ? Array.get(Array.newInstance(c, 1), 0)
                : null;
      }
      return values;
    }
    try {
      Object prototype = access.create(absent);
      for (int i = 0; i < values.length; i++) {
        values[i] = access.get(prototype, i);
      }
    } catch (RuntimeException e) {
      faults.add("its constructor without parameters throws " + e + ".");
    }
    return values;
  }

  private List<BoundField> bind(
      Codecs known, List<FieldInfo> fields, @Nullable Object[] initials, Faults faults) {
    List<BoundField> bound = new ArrayList<>();
    for (FieldInfo field : fields) {
      Object initial = initials[bound.size()];
      if (initial instanceof Optional<?> optional) {
        initial = optional.orElse(null);
      }
      if (initial instanceof Ref<?> ref && ref.isEmpty()) {
        initial = null;
      }
      bound.add(new BoundField(field, bound.size(), codec(known, field, faults), initial));
    }
    return bound;
  }

  @SuppressWarnings("unchecked")
  private ValueCodec<Object> codec(Codecs codecsOfLoader, FieldInfo field, Faults faults) {
    if (field.kind() == FieldKind.RELATIONSHIP && field.target().isPresent()) {
      ValueCodec<?> codec = new RefCodec(field.target().get(), loader);
      return (ValueCodec<Object>) codec;
    }
    try {
      // The server counts versions.
      Codecs known = field.kind() == FieldKind.VERSION ? Codecs.standard() : codecsOfLoader;
      ValueCodec<Object> codec = known.forType(field.type());
      if (codec instanceof JsonCodec json && !ActualTypes.hasRef(field.type())) {
        checkReadable(field, json, faults);
        ValueCodec<?> canonical = json.canonical();
        return isUnique(field) ? (ValueCodec<Object>) canonical : codec;
      }
      return codec;
    } catch (IllegalArgumentException e) {
      faults.add(field.name(), String.valueOf(e.getMessage()));
      return codecsOfLoader.forType(Object.class);
    }
  }

  /** Returns whether the texts of equal values have to be equal. */
  private static boolean isUnique(FieldInfo field) {
    return field.kind() == FieldKind.UNIQUE || field.kind() == FieldKind.UNIQUE_KEY;
  }

  private static void checkReadable(FieldInfo field, JsonCodec codec, Faults faults) {
    codec.unreadable().ifPresent(fault -> faults.add(field.name() + fault.path(), fault.text()));
  }

  private static void checkKeys(List<FieldInfo> keys, List<BoundField> bound, Faults faults) {
    for (FieldInfo key : keys) {
      for (BoundField field : bound) {
        if (field.name().equals(key.name()) && !field.codec().keyable()) {
          faults.add(
              key.name(),
              "a key needs a type whose text is short and exact, such as String, int, UUID or"
                  + " LocalDate, not "
                  + key.type().getTypeName()
                  + ".");
        }
      }
    }
  }
}
