package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;

/** The names of a model's keys in Redis. Immutable. */
public final class KeySpace {
  private final byte[] recordPrefix;
  private final byte[] all;
  private final String base;

  /** Creates it for a namespace, which may be empty, and a model. */
  public KeySpace(String namespace, String model) {
    String space = namespace.isEmpty() ? "" : namespace + "/";
    this.recordPrefix = Text.bytes(space + model + ":");
    this.base = space + "popoto:" + model + ":";
    this.all = Text.bytes(base + "all");
  }

  /** Returns the key of the set of all ids. */
  public byte[] all() {
    return all;
  }

  /** Returns what the keys of indexes begin with. */
  public String base() {
    return base;
  }

  /** Returns what the keys of records begin with. */
  public byte[] recordPrefix() {
    return recordPrefix.clone();
  }

  /** Returns the key of a record. */
  public byte[] record(String id) {
    byte[] text = Text.bytes(id);
    byte[] key = new byte[recordPrefix.length + text.length];
    System.arraycopy(recordPrefix, 0, key, 0, recordPrefix.length);
    System.arraycopy(text, 0, key, recordPrefix.length, text.length);
    return key;
  }
}
