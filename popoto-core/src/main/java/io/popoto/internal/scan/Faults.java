package io.popoto.internal.scan;

import io.popoto.exception.MappingException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a class, to say it all at once. */
final class Faults {
  private final Class<?> type;
  private final List<String> messages = new ArrayList<>();

  Faults(Class<?> type) {
    this.type = type;
  }

  void add(String field, String message) {
    messages.add(type.getName() + "." + field + ": " + message);
  }

  void add(String message) {
    messages.add(type.getName() + ": " + message);
  }

  void throwIfAny() {
    if (!messages.isEmpty()) {
      throw new MappingException(
          "%s cannot be a model:%n  %s"
              .formatted(type.getName(), String.join(System.lineSeparator() + "  ", messages)));
    }
  }
}
