package io.popoto.internal.engine;

import io.lettuce.core.OrderingReadFromAccessor;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.models.role.RedisNodeDescription;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads from where another says, and notices when fewer servers are known than there were, or only
 * one, which may have been asked for the others at the wrong moment.
 */
final class WatchedReadFrom extends ReadFrom {
  private final ReadFrom given;
  private final int expected;
  private final Watcher watcher;
  private final AtomicInteger most = new AtomicInteger();

  /** Who looks for servers that are missing. */
  interface Watcher {
    /**
     * Called, on any thread, for each read while one is missing.
     *
     * @param hasBeenThere whether it is certain that there is one
     */
    void fewer(boolean hasBeenThere);

    /** Called likewise while none is missing. */
    void all();
  }

  /**
   * Creates it.
   *
   * @param expected how many servers there are at least, if that is known, or 0
   */
  WatchedReadFrom(ReadFrom given, int expected, Watcher watcher) {
    this.given = given;
    this.expected = expected;
    this.watcher = watcher;
  }

  @Override
  public List<RedisNodeDescription> select(Nodes nodes) {
    int known = nodes.getNodes().size();
    int certain = Math.max(expected, most.accumulateAndGet(known, Math::max));
    if (known < certain || known < 2) {
      watcher.fewer(known < certain);
    } else {
      watcher.all();
    }
    return given.select(nodes);
  }

  @Override
  protected boolean isOrderSensitive() {
    return OrderingReadFromAccessor.isOrderSensitive(given);
  }
}
