package io.popoto.internal.scan;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The ids of entities without a key field, remembered by instance for as long as the instance
 * lives. Thread-safe.
 */
public final class HiddenKeys {
  private static final Map<Identity, String> IDS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private HiddenKeys() {}

  /** Returns the id of an instance, if it has been stored or loaded. */
  public static Optional<String> of(Object entity) {
    return Optional.ofNullable(IDS.get(new Identity(entity, null)));
  }

  /** Remembers the id of an instance. */
  public static void remember(Object entity, String id) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      IDS.remove(gone);
    }
    IDS.put(new Identity(entity, GONE), id);
  }

  private static final class Identity extends WeakReference<Object> {
    private final int hash;

    Identity(Object entity, @Nullable ReferenceQueue<Object> queue) {
      super(entity, queue);
      hash = System.identityHashCode(entity);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object mine = get();
      return mine != null && other instanceof Identity identity && mine == identity.get();
    }
  }
}
