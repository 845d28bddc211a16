/** Queries as inert values: order, projection, page. */
@NullMarked
package io.popoto.query;

import org.jspecify.annotations.NullMarked;
