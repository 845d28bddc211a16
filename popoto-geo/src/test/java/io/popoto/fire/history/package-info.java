/** Histories of single records, and whether they can be explained by one copy of each record. */
package io.popoto.fire.history;
