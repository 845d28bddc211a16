package io.popoto.internal.engine;

import com.github.f4b6a3.ksuid.KsuidCreator;
import com.github.f4b6a3.ulid.UlidCreator;
import io.popoto.annotation.AutoKeyField;
import java.util.UUID;

/** Generated ids. */
final class Ids {
  private Ids() {}

  static String next(AutoKeyField.Strategy strategy) {
    return switch (strategy) {
      case UUID4 -> UUID.randomUUID().toString().replace("-", "");
      case ULID -> UlidCreator.getMonotonicUlid().toString();
      case KSUID -> KsuidCreator.getKsuid().toString();
    };
  }
}
