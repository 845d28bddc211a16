package io.popoto.geo;

import io.popoto.annotation.PluginField;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

// tag::annotation[]
/** A {@link GeoPoint} with an index for distances. Null is allowed and simply not indexed. */
@Documented
@PluginField
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface GeoField {}
// end::annotation[]
