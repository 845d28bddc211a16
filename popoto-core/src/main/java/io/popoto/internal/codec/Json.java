package io.popoto.internal.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The JSON of stored values. Objects are mapped by their fields, as entities are. Nothing of it
 * outlives the {@link Codecs} that it was made for, since it remembers the classes it has met.
 */
final class Json {
  /** Says in a writer that unordered and ordered collections are sorted alike. */
  static final Object CANONICAL = new Object();

  private final JsonMapper mapper;
  private final boolean ours;
  private final StateFields fields;

  private Json(JsonMapper mapper, boolean ours) {
    this.mapper = mapper;
    this.ours = ours;
    this.fields = new StateFields(mapper);
  }

  /**
   * Returns JSON as a user wants it.
   *
   * @param loader finds classes that are named in JSON
   */
  static Json of(JsonSettings settings, @Nullable ClassLoader loader) {
    JsonMapper given = settings.mapper();
    JsonMapper.Builder builder = given == null ? ours() : given.rebuild();
    builder = settings.customizer().apply(builder);
    if (loader != null) {
      builder.typeFactory(builder.typeFactory().withClassLoader(loader));
    }
    return new Json(builder.build(), settings.equals(JsonSettings.STANDARD));
  }

  JsonMapper mapper() {
    return mapper;
  }

  /** Returns whether it is this library's own, of which more is known than of others. */
  boolean isOurs() {
    return ours;
  }

  /** Returns the fields that make up the state of an object. */
  StateFields fields() {
    return fields;
  }

  private static JsonMapper.Builder ours() {
    return JsonMapper.builder(factory())
        .changeDefaultVisibility(
            visible ->
                visible
                    .withFieldVisibility(Visibility.ANY)
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withSetterVisibility(Visibility.NONE))
        .annotationIntrospector(
            new AnnotationIntrospectorPair(
                new IgnoreAnnotation(), new JacksonAnnotationIntrospector()))
        .disable(MapperFeature.INFER_PROPERTY_MUTATORS)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
        // A component that an older version of the class did not have is zero, as in Java.
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(
            DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
            DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE,
            DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
            DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
        .addModule(
            new SimpleModule()
                .addAbstractTypeMapping(Set.class, LinkedHashSet.class)
                .setSerializerModifier(new SortingSerializer.Modifier()));
  }

  /** Stored values are this library's own, so the only limit is what fits in memory. */
  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        .build();
  }
}
