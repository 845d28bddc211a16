package io.popoto.internal.compile;

import io.popoto.internal.codec.PackedTexts;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundModel;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles reads of known records: of few into a call of the script {@code many}. Immutable. */
public final class ManyCompiler {
  private final BoundModel<?> model;
  private final KeySpace keys;
  private final StoredNames names = new StoredNames();
  private final RowLayout layout;

  /** Creates it for a model whose keys lie in a key space. */
  public ManyCompiler(BoundModel<?> model, KeySpace keys) {
    this(model, keys, model.fields());
  }

  private ManyCompiler(BoundModel<?> model, KeySpace keys, Collection<BoundField> fields) {
    this.model = model;
    this.keys = keys;
    fields.forEach(names::add);
    this.layout = names.layout(model);
    if (model.keyFields().isEmpty()) {
      names.addHidden("~");
    }
  }

  /** Returns one that reads only the fields of the key and some others. */
  public static ManyCompiler of(BoundModel<?> model, KeySpace keys, Set<BoundField> others) {
    Set<BoundField> fields = new LinkedHashSet<>(model.keyFields());
    fields.addAll(others);
    ManyCompiler compiler = new ManyCompiler(model, keys, fields);
    if (!model.keyFields().isEmpty()) {
      compiler.names.addHidden("~");
    }
    return compiler;
  }

  /** Returns the names of the hash fields of a row. */
  public List<byte[]> names() {
    return names.bytes();
  }

  /** Returns the call for some ids. */
  public ScriptCall compile(List<String> ids) {
    List<byte[]> arguments = new ArrayList<>(ids.size() + names.names().size() + 1);
    arguments.add(Text.bytes(Integer.toString(names.names().size())));
    names.names().forEach(name -> arguments.add(Text.bytes(name)));
    ids.forEach(id -> arguments.add(Text.bytes(id)));
    return new ScriptCall("many", List.of(keys.all()), arguments, true);
  }

  /** Returns what is stored in each record of a reply, by field position; null for no record. */
  public List<byte @Nullable [] @Nullable []> rows(List<?> reply) {
    List<byte @Nullable [] @Nullable []> rows = new ArrayList<>(reply.size());
    for (Object element : reply) {
      rows.add(element instanceof byte[] packed ? row(PackedTexts.read(packed)) : null);
    }
    return rows;
  }

  /** Returns what is stored in a record, by field position, of a row; null for no record. */
  public byte @Nullable [] @Nullable [] row(byte[] @Nullable [] values) {
    if (RowReading.isAbsent(values)) {
      return null;
    }
    byte[][] stored = layout.stored(values);
    for (BoundField field : model.keyFields()) {
      if (stored[field.position()] == null && field.info().required()) {
        return null;
      }
    }
    return stored;
  }
}
