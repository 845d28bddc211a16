package io.popoto.contract;

import io.popoto.annotation.PluginField;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that one record alone has. */
@PluginField
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Seal {}
