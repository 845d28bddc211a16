package io.popoto;

import java.util.Optional;

/**
 * What is known of the connection, without asking anybody. Immutable.
 *
 * @param connected whether there is a connection, as far as is known
 * @param reason why there is none, as the last attempt to connect has shown: refused, or a wrong
 *     password, say; empty while there is one, and before the first attempt has failed
 */
public record ConnectionState(boolean connected, Optional<String> reason) {}
