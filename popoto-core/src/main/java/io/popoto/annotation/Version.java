package io.popoto.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@code long} that counts the changes of a record. A write that has an entity (save with any
 * options, updateOrCreate, migrateKey) is refused as stale unless the entity has the stored
 * version; 0 stands for a record that is not stored. Updates, increments and bulk updates check no
 * version, but count it up, so that copies read before are stale. Deleting and touching do neither.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Version {}
