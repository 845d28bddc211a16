package io.popoto.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field with an index for ranges and order. Required unless {@link Field#nullable()}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface SortedField {
  /** Fields whose values divide the index; a query then gives an exact value for each of them. */
  String[] partitionBy() default {};
}
