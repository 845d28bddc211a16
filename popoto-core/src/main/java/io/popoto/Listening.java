package io.popoto;

/** A listener that receives events until this is closed. Thread-safe. */
public interface Listening extends AutoCloseable {
  /**
   * Stops receiving; an event that has arrived may still be delivered. The last one of a model to
   * be closed unsubscribes from its events. Closing again does nothing.
   */
  @Override
  void close();
}
