/** From measurements to a table, a file and plots. */
@NullMarked
package io.popoto.benchmarks.report;

import org.jspecify.annotations.NullMarked;
