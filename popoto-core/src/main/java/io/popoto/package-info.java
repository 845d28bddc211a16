/** The typed model layer for plain Redis and Valkey: the types that a user writes down. */
@NullMarked
package io.popoto;

import org.jspecify.annotations.NullMarked;
