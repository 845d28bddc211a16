package io.popoto.internal.codec;

import io.popoto.spi.ValueCodec;

/** Byte arrays, raw. Copies both ways, so that a later change of an array changes nothing here. */
final class BytesCodec implements ValueCodec<byte[]> {

  @Override
  public byte[] encode(byte[] value) {
    return value.clone();
  }

  @Override
  public byte[] decode(byte[] stored) {
    return stored.clone();
  }
}
