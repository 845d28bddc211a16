/** The same work, done by Popoto and by each of its rivals. */
@NullMarked
package io.popoto.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
