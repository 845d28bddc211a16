package io.popoto.contract;

import io.popoto.annotation.PluginField;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that a set of ids is kept for. */
@PluginField
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Mark {}
