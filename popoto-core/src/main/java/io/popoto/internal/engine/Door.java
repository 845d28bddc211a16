package io.popoto.internal.engine;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one way from the public entry point to the engine, for the asynchronous API. */
public final class Door {
  private static volatile @Nullable Function<Object, Stores> opener;

  private Door() {}

  /** Called once by the class of the entry point. */
  public static void opensWith(Function<Object, Stores> newOpener) {
    opener = newOpener;
  }

  /** Returns what lies behind an entry point. */
  public static Stores open(Object popoto) {
    Function<Object, Stores> open = opener;
    if (open == null) {
      throw new IllegalStateException("The entry point has not been loaded.");
    }
    return open.apply(popoto);
  }
}
