package io.popoto.fire;

import io.popoto.spi.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Stores remarks, and fails at random if told to. */
final class RemarkCodec implements ValueCodec<Remark> {
  volatile boolean failing;

  @Override
  public byte[] encode(Remark remark) {
    fail();
    return remark.text().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Remark decode(byte[] stored) {
    fail();
    return new Remark(new String(stored, StandardCharsets.UTF_8));
  }

  private void fail() {
    if (failing && ThreadLocalRandom.current().nextInt(4) == 0) {
      throw new RandomFailure("the codec of the bed");
    }
  }
}
