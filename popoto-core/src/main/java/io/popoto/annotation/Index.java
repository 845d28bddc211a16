package io.popoto.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An index over several fields of a model, see {@link Model#indexes()}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Index {
  /** Names of the fields, in the order in which their values are joined. */
  String[] fields();

  /** Whether no two records may have the same values; a null in any of them is not checked. */
  boolean unique() default false;
}
