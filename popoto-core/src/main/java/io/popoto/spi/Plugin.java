package io.popoto.spi;

import java.net.URL;
import java.util.List;
import java.util.Map;

/**
 * What an extension adds: kinds of index, codecs and Lua functions. Found by {@link
 * java.util.ServiceLoader}. Implementations are stateless.
 */
public interface Plugin {
  /** Returns kinds of index, tried in order after the built-in ones. */
  default List<IndexKind> indexKinds() {
    return List.of();
  }

  /** Returns codecs for types of the extension. */
  default Map<Class<?>, ValueCodec<?>> codecs() {
    return Map.of();
  }

  /**
   * Returns small models with fields of the extension, each with a {@code @KeyField} and a
   * constructor without parameters that fills all fields. Nothing is stored of them: they are gone
   * through while a program connects, so that its own first calls find all classes loaded and
   * linked.
   */
  default List<Class<?>> samples() {
    return List.of();
  }

  /**
   * Returns Lua sources that define functions in the table {@code criteria}: each takes an array of
   * numbers and returns a function from a score to a boolean (a criterion) or a number (a computed
   * value). The table {@code searches} may have a faster way for a criterion: from the key of an
   * index and the numbers to ids, or to nil where it does not apply. The table {@code bounds} may
   * have a function for a computed value, so that the first records in its order are found without
   * looking at all: from the numbers to the least score, how many scores there are (a power of 4),
   * and a function that gives the least and the greatest value among the scores of a quarter of
   * them, or a quarter of a quarter and so on, from the first one of these scores and their number.
   * They become part of the scripts.
   */
  default List<URL> fragments() {
    return List.of();
  }
}
