/** Random sequences of operations, compared with a plain model in memory. */
package io.popoto.simulation;
