/**
 * What has to lie in Redis, by the description of the stored format in docs/architecture.md alone:
 * nothing here uses the library.
 */
package io.popoto.fire.oracle;
