package io.popoto.internal.scan;

import io.popoto.Key;
import io.popoto.internal.Given;
import io.popoto.internal.codec.Codecs;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;

/**
 * Keys of entities whose repository is not at hand: by the model that a repository of their class
 * was made with last, which knows its codecs, else by a scan of the class with the standard ones.
 */
public final class Keys {
  /** What is known of a class. */
  private static final class Known {
    private volatile Reference<BoundModel<?>> model = new SoftReference<>(null);
  }

  private static final ClassValue<Known> KNOWN =
      new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> type) {
          return new Known();
        }
      };

  private Keys() {}

  /** Remembers the model of a class for as long as somebody else does. */
  public static void remember(BoundModel<?> model) {
    KNOWN.get(model.type()).model = new WeakReference<>(model);
  }

  private static BoundModel<?> model(Class<?> type) {
    Known known = KNOWN.get(type);
    BoundModel<?> model = known.model.get();
    if (model == null) {
      model = new ModelScanner(Codecs.standard(), Plugins.load()).scan(type);
      known.model = new SoftReference<>(model);
    }
    return model;
  }

  /**
   * Returns the key of an entity.
   *
   * @throws io.popoto.exception.ModelException if the class is no model or a key field is missing
   */
  @SuppressWarnings("unchecked")
  public static <T> Key<T> of(T entity) {
    return (Key<T>) model(Given.toCall(entity, "entity").getClass()).key(entity);
  }

  /** Returns the name of the model of a class. */
  public static String modelName(Class<?> type) {
    return ModelScanner.modelName(type);
  }
}
