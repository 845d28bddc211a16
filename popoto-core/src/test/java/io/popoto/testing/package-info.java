/** Servers, faults and recorders for the tests of every module. */
@NullMarked
package io.popoto.testing;

import org.jspecify.annotations.NullMarked;
