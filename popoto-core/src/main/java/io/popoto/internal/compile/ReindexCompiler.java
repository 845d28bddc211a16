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

  private final BoundModel<?> model;
  private final KeySpace keys;
  private final IndexSpec spec;
  private final Set<BoundField> indexed = new LinkedHashSet<>();

  /** Creates it for a model. */
  public ReindexCompiler(BoundModel<?> model, KeySpace keys, IndexSpec spec) {
    this.model = model;
    this.keys = keys;
    this.spec = spec;
    for (BoundIndex index : model.indexes()) {
      indexed.addAll(index.fields());
      indexed.addAll(index.partitionBy());
    }
  }

  /**
   * Returns the call for some records.
   *
   * @param stored what is stored in each, by id and field position
   * @param broken told of records that are left out since a field cannot be decoded
   */
  public ScriptCall compile(
      Map<String, byte[] @Nullable []> stored, Consumer<DecodeException> broken) {
    List<byte[]> keyList = new ArrayList<>();
    keyList.add(keys.all());
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(spec.json());
    for (Map.Entry<String, byte[] @Nullable []> record : stored.entrySet()) {
      try {
        arguments.addAll(block(record.getKey(), record.getValue()));
        keyList.add(keys.record(record.getKey()));
      } catch (DecodeException e) {
        broken.accept(e);
      }
    }
    return new ScriptCall("reindex", keyList, arguments, false);
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
