package io.popoto.internal.compile;

import io.popoto.Condition;
import io.popoto.exception.QueryException;
import io.popoto.internal.codec.Text;
import io.popoto.internal.scan.BoundField;
import io.popoto.internal.scan.BoundIndex;
import io.popoto.internal.scan.BoundModel;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles writes of one model into calls of the write script. Immutable, thread-safe. */
public final class WriteCompiler {
  private static final byte[] NOTHING = {};
  private static final int CONDITION = 2;
  private static final int BLOCKS = 4;
  private static final byte[] WHOLE = Text.bytes("whole");
  private static final byte[] PARTS = Text.bytes("parts");

  /** Stands for a field that is not to be stored; no value is stored like this. */
  private static final byte[] ABSENT = {0, 1};

  /** What a write may find. */
  public enum Mode {
    /** No record. */
    INSERT,
    /** A record or none. */
    UPSERT,
    /** A record. */
    UPDATE,
    /** A record or none, which is removed. */
    DELETE,
    /** A record, which gets another key. */
    MOVE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Returns what the rights are called that it needs, see {@code access.lua}. */
    private String operation() {
      return this == DELETE || this == MOVE ? text : "write";
    }
  }

  private final BoundModel<?> model;
  private final KeySpace keys;
  private final IndexSpec spec;
  private final Map<Mode, String> rights = new EnumMap<>(Mode.class);
  private volatile @Nullable String preamble;
  private volatile @Nullable String deletePreamble;
  private final ConditionResolver conditions;

  /** Creates it for a model whose keys lie in a key space. */
  public WriteCompiler(BoundModel<?> model, KeySpace keys, IndexSpec spec) {
    this.model = model;
    this.keys = keys;
    this.spec = spec;
    this.conditions = new ConditionResolver(model);
    for (Mode mode : Mode.values()) {
      rights.put(mode, mode.operation() + " " + keys.base() + spec.id());
    }
  }

  /**
   * Compiles a write of one or more records.
   *
   * @param mode what it may find
   * @param drafts what to store
   * @param expiry how the records expire, see {@code write.lua}
   * @param condition what stored records must satisfy
   * @throws io.popoto.exception.ModelException if a value cannot be stored
   * @throws io.popoto.exception.QueryException if the condition does not fit the model
   */
  public ScriptCall compile(
      Mode mode, List<Draft> drafts, String expiry, Optional<Condition> condition) {
    List<byte[]> keyList = new ArrayList<>(drafts.size() + 2);
    keyList.add(keys.all());
    List<byte[]> arguments = new ArrayList<>(8 + 16 * drafts.size());
    boolean whole = mode != Mode.MOVE && areWhole(drafts);
    arguments.add(Text.bytes(mode.text));
    arguments.add(Text.bytes(expiry));
    arguments.add(NOTHING);
    arguments.add(whole ? WHOLE : PARTS);
    for (Draft draft : drafts) {
      keyList.add(keys.record(draft.id()));
      if (mode == Mode.MOVE) {
        keyList.add(keys.record(draft.newId()));
      }
      if (whole) {
        addWhole(draft, arguments);
      } else {
        addBlock(draft, arguments);
      }
    }
    condition.ifPresent(it -> addCondition(it, arguments));
    if (mode == Mode.DELETE && condition.isEmpty()) {
      return new ScriptCall(
          "delete", deletePreamble(), keyList, arguments, false, 0, rightsOf(mode));
    }
    String script = adds(drafts) ? "update" : condition.isPresent() ? "write-if" : "write";
    int blocksFrom = whole && condition.isEmpty() ? BLOCKS : 0;
    return new ScriptCall(
        script, preamble(), keyList, arguments, false, blocksFrom, rightsOf(mode));
  }

  private String rightsOf(Mode mode) {
    return Objects.requireNonNull(rights.get(mode));
  }

  private String deletePreamble() {
    String made = deletePreamble;
    if (made == null) {
      made = SaveScript.ofDelete(model, keys, spec);
      deletePreamble = made;
    }
    return made;
  }

  /** Returns the model's own code, made for the first write: a program may never write. */
  private String preamble() {
    String made = preamble;
    if (made == null) {
      made = SaveScript.of(model, keys, spec);
      preamble = made;
    }
    return made;
  }

  private boolean areWhole(List<Draft> drafts) {
    for (Draft draft : drafts) {
      if (draft.values().size() != model.fields().size() || !draft.additions().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean adds(List<Draft> drafts) {
    for (Draft draft : drafts) {
      if (!draft.additions().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void addCondition(Condition condition, List<byte[]> arguments) {
    Node.Writing writing = new Node.Writing(new Operands(arguments.size() + 1));
    Json json = new Json().open('{').name("where");
    Node node = conditions.resolve(condition);
    if (node.weight() > WideCondition.MOST_WEIGHT) {
      throw new QueryException(
          "%s: the condition of a write has %d values at most; this one is too large."
              .formatted(model.name(), WideCondition.MOST_WEIGHT));
    }
    writing.where(json, node);
    if (!writing.residual.names().isEmpty()) {
      json.name("fields").texts(writing.residual.names());
    }
    arguments.set(CONDITION, Text.bytes(json.close('}').toString()));
    arguments.addAll(writing.operands.texts());
  }

  /** All values in the order of the fields, then score and token for each index that has these. */
  private void addWhole(Draft draft, List<byte[]> arguments) {
    arguments.add(Text.bytes(draft.version()));
    for (BoundField field : model.fields()) {
      byte[] stored = store(field, draft.values().get(field));
      arguments.add(stored == null ? ABSENT : stored);
    }
    for (BoundIndex index : model.indexes()) {
      if (index.scores() == null) {
        continue;
      }
      Object value = draft.values().get(index.field());
      Score score = value == null ? null : score(index, value);
      if (SaveScript.isSent(index)) {
        arguments.add(score == null ? NOTHING : Text.bytes(Double.toString(score.score())));
        arguments.add(score == null ? NOTHING : score.token());
      }
    }
  }

  private void addBlock(Draft draft, List<byte[]> arguments) {
    arguments.add(Text.bytes(draft.version()));
    int counts = arguments.size();
    arguments.add(NOTHING);
    arguments.add(NOTHING);
    arguments.add(NOTHING);
    arguments.add(number(draft.additions().size()));
    int sets = 0;
    List<byte[]> nulls = new ArrayList<>(0);
    for (Map.Entry<BoundField, @Nullable Object> entry : draft.values().entrySet()) {
      BoundField field = entry.getKey();
      byte[] stored = store(field, entry.getValue());
      if (stored == null) {
        nulls.add(field.storedName());
      } else {
        arguments.add(field.storedName());
        arguments.add(stored);
        sets++;
      }
    }
    arguments.addAll(nulls);
    int scores = addScores(draft, arguments);
    draft.additions().forEach(addition -> addition.write(arguments));
    arguments.set(counts, number(sets));
    arguments.set(counts + 1, number(nulls.size()));
    arguments.set(counts + 2, number(scores));
  }

  private byte @Nullable [] store(BoundField field, @Nullable Object value) {
    try {
      return field.store(value);
    } catch (RuntimeException e) {
      throw FieldValidator.unfit(model, field, e);
    }
  }

  private int addScores(Draft draft, List<byte[]> arguments) {
    int scores = 0;
    for (BoundIndex index : model.indexes()) {
      if (index.scores() == null) {
        continue;
      }
      Object value = draft.values().get(index.field());
      if (value == null) {
        continue;
      }
      Score score = score(index, value);
      if (!index.textIsScore()) {
        arguments.add(number(index.position()));
        arguments.add(Text.bytes(Double.toString(score.score())));
        arguments.add(score.token());
        scores++;
      }
    }
    return scores;
  }

  private Score score(BoundIndex index, Object value) {
    Score score;
    try {
      score = Score.of(Objects.requireNonNull(index.scores()), value);
    } catch (RuntimeException e) {
      throw FieldValidator.unfit(model, index.field(), e);
    }
    if (!Double.isFinite(score.score())) {
      throw FieldValidator.unfit(
          model, index.field(), new IllegalArgumentException("its score is not finite"));
    }
    return score;
  }

  private static byte[] number(int number) {
    return Text.bytes(Integer.toString(number));
  }
}
