package io.popoto.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a class or record as a model: its instances are records in Redis. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Model {
  /** The name in keys, by default the simple class name: letters, digits, {@code _ . -}. */
  String name() default "";

  /** The field that orders results by default, with {@code -} in front for descending order. */
  String orderBy() default "";

  /** Seconds that a record lives after each save, a thousand years at most; by default for ever. */
  long ttlSeconds() default FOR_EVER;

  /** Indexes over several fields. */
  Index[] indexes() default {};

  /** Whether each change of a record is published as an event. */
  boolean events() default false;

  /** Stands for no time to live. */
  long FOR_EVER = Long.MIN_VALUE;

  /** The longest time to live: a thousand years. */
  long MOST_TTL_SECONDS = 365_000L * 24 * 60 * 60;
}
