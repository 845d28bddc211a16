package io.popoto.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A part of the key that is sorted-indexed as well. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface SortedKeyField {
  /** Fields whose values divide the index; a query then gives an exact value for each of them. */
  String[] partitionBy() default {};
}
