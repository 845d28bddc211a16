package io.popoto;

/** A listener that receives events until this is closed. */
public interface Listening extends AutoCloseable {
  /** Stops receiving. */
  @Override
  void close();
}
