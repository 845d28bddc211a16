/** What can go wrong: {@link io.popoto.exception.PopotoException} and its leaves. */
@NullMarked
package io.popoto.exception;

import org.jspecify.annotations.NullMarked;
