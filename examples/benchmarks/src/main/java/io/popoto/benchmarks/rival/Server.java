package io.popoto.benchmarks.rival;

/**
 * Where a rival keeps its data.
 *
 * @param port the port on this machine
 * @param database its number
 */
public record Server(int port, int database) {
  /** The address. */
  public String uri() {
    return "redis://127.0.0.1:" + port + "/" + database;
  }
}
