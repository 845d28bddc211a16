package io.popoto.examples.fooddelivery;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param serve whether to start the service instead of the tour
 * @param redis the address of Redis; null for one of the program's own
 * @param port where the service listens
 */
record Options(boolean serve, @Nullable String redis, int port) {
  private static final int DEFAULT_PORT = 7070;
  private static final String USAGE = "Expected [--serve [--port N]] [--redis URI], not ";

  static Options of(String... args) {
    boolean serve = false;
    String redis = null;
    Integer port = null;
    Iterator<String> rest = List.of(args).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (option.equals("--serve")) {
        serve = true;
      } else if (option.equals("--redis") && rest.hasNext()) {
        redis = rest.next();
      } else if (option.equals("--port") && rest.hasNext()) {
        port = port(rest.next());
      } else {
        throw new IllegalArgumentException(USAGE + List.of(args));
      }
    }
    if (port != null && !serve) {
      throw new IllegalArgumentException(USAGE + List.of(args));
    }
    return new Options(serve, redis, port == null ? DEFAULT_PORT : port);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException("--port must be a number from 0 to 65535, not " + text);
  }
}
