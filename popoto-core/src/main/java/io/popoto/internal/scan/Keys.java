package io.popoto.internal.scan;

import io.popoto.Key;
import io.popoto.internal.codec.Codecs;

/** Keys of entities whose repository is not at hand, by scans that are kept for each class. */
public final class Keys {
  private static final ClassValue<BoundModel<?>> MODELS =
      new ClassValue<>() {
        @Override
        protected BoundModel<?> computeValue(Class<?> type) {
          return new ModelScanner(Codecs.standard(), Plugins.load()).scan(type);
        }
      };

  private Keys() {}

  /**
   * Returns the key of an entity.
   *
   * @throws io.popoto.exception.ModelException if the class is no model or a key field is missing
   */
  @SuppressWarnings("unchecked")
  public static <T> Key<T> of(T entity) {
    return (Key<T>) MODELS.get(entity.getClass()).key(entity);
  }

  /** Returns the name of the model of a class. */
  public static String modelName(Class<?> type) {
    return ModelScanner.modelName(type);
  }
}
