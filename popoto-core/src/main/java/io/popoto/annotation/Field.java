package io.popoto.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Details of a stored field; may stand beside any other annotation. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Field {
  /** The name in Redis, by default the name of the Java field. */
  String name() default "";

  /** Former names in Redis, looked up in this order when the name itself is missing. */
  String[] aliases() default {};

  /** Allows null in a key, sorted or relationship field; all other fields allow it anyway. */
  boolean nullable() default false;

  /** Greatest number of characters of a String; -1, the default, means no limit. */
  int maxLength() default -1;
}
