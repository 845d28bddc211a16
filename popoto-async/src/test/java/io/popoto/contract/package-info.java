/**
 * What the library promises, written once and run against the blocking and the asynchronous API.
 */
@NullMarked
package io.popoto.contract;

import org.jspecify.annotations.NullMarked;
