package io.popoto.internal.codec;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How JSON is to be read and written.
 *
 * @param mapper what to use instead of this library's own mapper, or null
 * @param customizer changes the mapper
 */
public record JsonSettings(
    @Nullable JsonMapper mapper, UnaryOperator<JsonMapper.Builder> customizer) {
  /** This library's own mapper. */
  public static final JsonSettings STANDARD = new JsonSettings(null, UnaryOperator.identity());
}
