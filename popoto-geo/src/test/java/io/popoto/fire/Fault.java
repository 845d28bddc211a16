package io.popoto.fire;

import io.popoto.PopotoBuilder;
import java.time.Duration;
import java.util.List;

/** A kind of thing that goes wrong. */
interface Fault {
  /** Returns its name in the table. */
  String name();

  /** Lets it happen once; when this returns, it is gone. */
  void strike(Scene scene) throws Exception;

  /** Prepares for the next time, after calls have worked again. */
  default void afterRecovery(Ground ground) {}

  /** Starts the servers. */
  default Ground ground() {
    return SingleGround.start();
  }

  /** Changes how the library is set up. */
  default void configure(PopotoBuilder builder) {}

  /** Returns the library's timeout. */
  default Duration timeout() {
    return Duration.ofMillis(500);
  }

  /** Returns whether what was acknowledged outlives it. */
  default boolean keepsData() {
    return true;
  }

  /** Returns whether indexes never lie; else {@link #mend} has them cleaned. */
  default boolean keepsIndexes() {
    return true;
  }

  /** Returns whether calls have to end in time although this goes on. */
  default boolean keepsTime() {
    return true;
  }

  /**
   * Puts right what the documentation says has to be put right by hand after this.
   *
   * @return what is wrong beyond that
   */
  default List<String> mend(Round round) {
    return List.of();
  }
}
