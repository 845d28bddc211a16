package io.popoto.internal.engine;

import io.popoto.exception.DecodeException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Logs records that lists leave out, once for each record and field, without what is stored in
 * them; and tells a handler each time. Thread-safe.
 */
public final class LeftOut implements Consumer<DecodeException> {
  private static final int MOST_REMEMBERED = 10_000;

  private final Logger log;
  private final Consumer<DecodeException> handler;
  private final Set<String> logged =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));

  /** Creates it for a log and a handler. */
  public LeftOut(Logger log, Consumer<DecodeException> handler) {
    this.log = log;
    this.handler = handler;
  }

  @Override
  public void accept(DecodeException failure) {
    String field = failure.field().isEmpty() ? "the constructor" : "the field " + failure.field();
    if (logged.add(failure.key() + " " + field)) {
      log.warn("Left out of a list: {}: {} does not take what is stored.", failure.key(), field);
    }
    handler.accept(failure);
  }
}
