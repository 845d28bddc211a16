package io.popoto.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A moment, in UTC, on an {@code Instant}, a date-time or a number (epoch seconds). Sorted-indexed
 * unless {@link #indexed()} is false.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface DatetimeField {
  /** Whether each save sets it to the current time. */
  boolean autoNow() default false;

  /** Whether the first save sets it to the current time; later saves leave it alone. */
  boolean autoNowAdd() default false;

  /** Whether it has an index for ranges and order. */
  boolean indexed() default true;
}
