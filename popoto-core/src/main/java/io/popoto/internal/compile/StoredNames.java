package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of hash fields to read, each once, with the places of each model field among them. */
final class StoredNames {
  private final List<String> names = new ArrayList<>();
  private final List<byte[]> bytes = new ArrayList<>();
  private final Map<BoundField, List<Integer>> places = new LinkedHashMap<>();

  /** Adds a field under all its names and returns their places, counted from 0. */
  List<Integer> add(BoundField field) {
    List<Integer> known = places.get(field);
    if (known != null) {
      return known;
    }
    List<Integer> added = new ArrayList<>(1);
    for (byte[] name : field.names()) {
      added.add(names.size());
      add(Text.string(name), name);
    }
    places.put(field, added);
    return added;
  }

  void addHidden(String name) {
    add(name, Text.bytes(name));
  }

  private void add(String name, byte[] inBytes) {
    names.add(name);
    bytes.add(inBytes);
  }

  List<String> names() {
    return names;
  }

  List<byte[]> bytes() {
    return bytes;
  }

  /** Returns where the fields of a model stand in a reply to these names. */
  RowLayout layout(BoundModel<?> model) {
    return new RowLayout(model.fields().size(), places);
  }
}
