package io.popoto.internal.engine;

import io.lettuce.core.OrderingReadFromAccessor;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.models.role.RedisNodeDescription;
import java.util.Comparator;
import java.util.List;

/**
 * Reads from the same node as long as that is there, of those that another would choose from anew
 * each time: the cursor of a set that is walked is good for one server only.
 */
final class SteadyReadFrom extends ReadFrom {
  private static final Comparator<RedisNodeDescription> BY_ADDRESS =
      Comparator.<RedisNodeDescription, String>comparing(
              node -> String.valueOf(node.getUri().getHost()))
          .thenComparing(node -> node.getUri().getPort());

  private final ReadFrom given;

  SteadyReadFrom(ReadFrom given) {
    this.given = given;
  }

  @Override
  public List<RedisNodeDescription> select(Nodes nodes) {
    List<RedisNodeDescription> selected = given.select(nodes);
    return OrderingReadFromAccessor.isOrderSensitive(given)
        ? selected
        : selected.stream().sorted(BY_ADDRESS).toList();
  }

  @Override
  protected boolean isOrderSensitive() {
    return true;
  }
}
