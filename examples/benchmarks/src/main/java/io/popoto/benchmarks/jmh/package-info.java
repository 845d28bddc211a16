/** One class per row of the table. */
@NullMarked
package io.popoto.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
