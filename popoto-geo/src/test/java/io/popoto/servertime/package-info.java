/** How long single calls hold up the server: the slow log over a generated set of work. */
package io.popoto.servertime;
