package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import java.util.Arrays;
import java.util.function.UnaryOperator;

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

  /** Returns a pattern that all keys of the model match, and perhaps some of others. */
  public String patternOfAll(UnaryOperator<String> literally) {
    String records = Text.string(recordPrefix);
    int space = records.lastIndexOf('/') + 1;
    return literally.apply(records.substring(0, space))
        + "*"
        + literally.apply(records.substring(space))
        + "*";
  }

  /** Returns the key of an index, whose name may hold values that are no text. */
  public byte[] index(byte[] name) {
    return joined(Text.bytes(base), name);
  }

  /** Returns the key of a record. */
  public byte[] record(String id) {
    return joined(recordPrefix, Text.bytes(id));
  }

  private static byte[] joined(byte[] prefix, byte[] name) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + name.length);
    System.arraycopy(name, 0, key, prefix.length, name.length);
    return key;
  }
}
