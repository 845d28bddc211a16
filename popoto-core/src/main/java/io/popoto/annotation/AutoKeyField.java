package io.popoto.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A String part of the key that is generated for new records. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface AutoKeyField {
  /** How ids are made. */
  Strategy strategy() default Strategy.UUID4;

  /** Kinds of generated ids. */
  enum Strategy {
    /** 32 hexadecimal digits of a random UUID. */
    UUID4,
    /** 26 characters, sortable by creation time to the millisecond. */
    ULID,
    /** 27 characters, sortable by creation time to the second. */
    KSUID
  }
}
