package io.popoto.internal.engine;

import io.lettuce.core.OrderingReadFromAccessor;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.models.role.RedisNodeDescription;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads from where another says, and notices when fewer servers are known than there were. */
final class WatchedReadFrom extends ReadFrom {
  private final ReadFrom given;
  private final Runnable whenFewer;
  private final Runnable whenAll;
  private final AtomicInteger most;

  /**
   * Creates it.
   *
   * @param expected how many servers there are at least
   * @param whenFewer called, on any thread, for each read while one is missing
   * @param whenAll called likewise while none is
   */
  WatchedReadFrom(ReadFrom given, int expected, Runnable whenFewer, Runnable whenAll) {
    this.given = given;
    this.most = new AtomicInteger(expected);
    this.whenFewer = whenFewer;
    this.whenAll = whenAll;
  }

  @Override
  public List<RedisNodeDescription> select(Nodes nodes) {
    int known = nodes.getNodes().size();
    if (known < most.accumulateAndGet(known, Math::max)) {
      whenFewer.run();
    } else {
      whenAll.run();
    }
    return given.select(nodes);
  }

  @Override
  protected boolean isOrderSensitive() {
    return OrderingReadFromAccessor.isOrderSensitive(given);
  }
}
