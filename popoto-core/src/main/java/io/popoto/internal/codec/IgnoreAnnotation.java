package io.popoto.internal.codec;

import io.popoto.annotation.Ignore;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Lets {@link Ignore} mean in nested objects what it means in entities. */
final class IgnoreAnnotation extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
    return member.hasAnnotation(Ignore.class);
  }
}
