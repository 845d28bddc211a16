/** What a plugin may use: codecs, index kinds, criteria, id generators. */
@NullMarked
package io.popoto.spi;

import org.jspecify.annotations.NullMarked;
