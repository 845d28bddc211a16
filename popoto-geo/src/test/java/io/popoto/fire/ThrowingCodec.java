package io.popoto.fire;

import io.popoto.PopotoBuilder;

/** A codec of the user throws at random. */
final class ThrowingCodec implements Fault {
  private final RemarkCodec codec = new RemarkCodec();

  @Override
  public String name() {
    return "codec that throws";
  }

  @Override
  public void configure(PopotoBuilder builder) {
    builder.codec(Remark.class, codec);
  }

  @Override
  public void strike(Scene scene) {
    codec.failing = true;
    Hold.millis(500);
    codec.failing = false;
  }
}
