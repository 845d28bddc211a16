package io.popoto.examples.fooddelivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.popoto.spi.ScoreCodec;
import io.popoto.spi.ValueCodec;
import java.util.Optional;

// tag::codec[]
/** Stores a weight as {@code 350 g}. */
final class WeightCodec implements ValueCodec<Weight> {
  @Override
  public byte[] encode(Weight weight) {
    return (weight.grams() + " g").getBytes(UTF_8);
  }

  @Override
  public Weight decode(byte[] stored) {
    String text = new String(stored, UTF_8);
    if (!text.endsWith(" g")) {
      throw new IllegalArgumentException("not in grams: " + text);
    }
    return new Weight(Integer.parseInt(text.substring(0, text.length() - 2)));
  }

  @Override
  public Optional<ScoreCodec<Weight>> order() {
    return Optional.of(Weight::grams);
  }
}
// end::codec[]
