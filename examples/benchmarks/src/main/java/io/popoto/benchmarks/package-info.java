/** Measures Popoto beside its rivals; {@code Main} runs it all. */
@NullMarked
package io.popoto.benchmarks;

import org.jspecify.annotations.NullMarked;
