package io.popoto.internal.compile;

import io.popoto.exception.DecodeException;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compiles calls of the script {@code reindex} from what is stored. Immutable. */
public final class ReindexCompiler {
  private static final byte[] ABSENT = {0, 1};

  /** Texts of records in one call; a list of short elements is the most work for its length. */
  private static final int MOST_BYTES = 8_192;

  private final BoundModel<?> model;
  private final KeySpace keys;
  private final IndexSpec spec;
  private final Set<BoundField> indexed = new LinkedHashSet<>();

  /** Creates it for a model. */
  public ReindexCompiler(BoundModel<?> model, KeySpace keys, IndexSpec spec) {
    this.model = model;
    this.keys = keys;
    this.spec = spec;
    indexed.addAll(read(model));
  }

  /**
   * Returns the fields to read of each record. Lists are long, and the script has them: they are
   * read only where they may have to be filled in.
   */
  public static Set<BoundField> read(BoundModel<?> model) {
    Set<BoundField> fields = new LinkedHashSet<>();
    for (BoundIndex index : model.indexes()) {
      BoundField first = index.field();
      if (!index.many() || first.initial() != null || !first.info().aliases().isEmpty()) {
        fields.addAll(index.fields());
        fields.addAll(index.partitionBy());
      }
    }
    return fields;
  }

  /**
   * Returns calls for some records, none of which is much for the server.
   *
   * @param stored what is stored in each, by id and field position
   * @param broken told of records that are left out since a field cannot be decoded
   */
  public List<ScriptCall> compile(
      Map<String, byte[] @Nullable []> stored, Consumer<DecodeException> broken) {
    List<ScriptCall> calls = new ArrayList<>();
    List<byte[]> keyList = new ArrayList<>();
    List<byte[]> arguments = new ArrayList<>();
    int bytes = 0;
    for (Map.Entry<String, byte[] @Nullable []> record : stored.entrySet()) {
      int more = size(record.getValue());
      if (!keyList.isEmpty() && bytes + more > MOST_BYTES) {
        calls.add(call(keyList, arguments));
        keyList = new ArrayList<>();
        arguments = new ArrayList<>();
        bytes = 0;
      }
      try {
        arguments.addAll(block(record.getKey(), record.getValue()));
        keyList.add(keys.record(record.getKey()));
        bytes += more;
      } catch (DecodeException e) {
        broken.accept(e);
      }
    }
    if (!keyList.isEmpty()) {
      calls.add(call(keyList, arguments));
    }
    return calls;
  }

  private ScriptCall call(List<byte[]> records, List<byte[]> blocks) {
    List<byte[]> keyList = new ArrayList<>(records.size() + 1);
    keyList.add(keys.all());
    keyList.addAll(records);
    List<byte[]> arguments = new ArrayList<>(blocks.size() + 1);
    arguments.add(spec.json());
    arguments.addAll(blocks);
    return new ScriptCall("reindex", keyList, arguments, false);
  }

  private static int size(byte[] @Nullable [] stored) {
    int size = 0;
    for (byte[] text : stored) {
      size += text == null ? 0 : text.length;
    }
    return size;
  }

  /** Returns the call that says that all records have been indexed. */
  public ScriptCall done() {
    return new ScriptCall("reindex", List.of(keys.all()), List.of(spec.json()), false);
  }

  private List<byte[]> block(String id, byte[] @Nullable [] stored) {
    Map<BoundField, byte[]> fill = new LinkedHashMap<>();
    for (BoundField field : indexed) {
      byte[] text = stored[field.position()];
      Object initial = field.initial();
      if (text == null && initial != null) {
        fill.put(field, field.text(initial));
      } else if (text != null && !field.info().aliases().isEmpty()) {
        fill.put(field, text);
      }
    }
    // What is written must not have changed meanwhile: texts to fill in, and those of scores.
    Set<BoundField> read = new LinkedHashSet<>(fill.keySet());
    List<byte[]> sent = new ArrayList<>();
    for (BoundIndex index : model.indexes()) {
      if (!indexed.contains(index.field())) {
        continue;
      }
      byte[] text = stored[index.field().position()];
      String key = model.name() + ":" + id;
      Object value = index.field().read(key, text);
      if (index.scores() == null) {
        continue;
      }
      if (!index.textIsScore()) {
        read.add(index.field());
      }
      if (value == null) {
        continue;
      }
      Score score = Score.ofStored(index, key, text, value);
      if (index.textIsScore()) {
        continue;
      }
      sent.add(number(index.position()));
      sent.add(Text.bytes(Double.toString(score.score())));
      sent.add(score.token());
    }
    List<byte[]> block = new ArrayList<>();
    block.add(number(read.size()));
    block.add(number(fill.size()));
    block.add(number(sent.size() / 3));
    for (BoundField field : read) {
      byte[] text = stored[field.position()];
      block.add(field.storedName());
      block.add(text == null ? ABSENT : text);
    }
    fill.forEach(
        (field, text) -> {
          block.add(field.storedName());
          block.add(text);
        });
    block.addAll(sent);
    return block;
  }

  private static byte[] number(int number) {
    return Text.bytes(Integer.toString(number));
  }
}
