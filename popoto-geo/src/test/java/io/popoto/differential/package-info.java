/** Queries of random data, compared with a plain evaluation in Java. */
package io.popoto.differential;
