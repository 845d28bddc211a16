package io.popoto.internal.compile;

import io.popoto.internal.codec.Text;
import io.popoto.spi.Equality;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of which a field may have any, each once. Immutable. */
final class Choices {
  private final List<Operand> operands;

  /** The texts, by which the usual value is found without looking at every one. */
  private final Set<ByteBuffer> texts;

  private Choices(List<Operand> operands, Set<ByteBuffer> texts) {
    this.operands = Collections.unmodifiableList(operands);
    this.texts = texts;
  }

  static Choices of(Operand operand) {
    return of(List.of(operand));
  }

  /** Returns them without those that are equal to one before. */
  static Choices of(Collection<Operand> operands) {
    List<Operand> distinct = new ArrayList<>(operands.size());
    Set<ByteBuffer> texts = new HashSet<>();
    Set<ByteBuffer> canonical = new HashSet<>();
    for (Operand operand : operands) {
      if (canonical.add(ByteBuffer.wrap(operand.canonical()))) {
        texts.add(ByteBuffer.wrap(operand.text()));
        distinct.add(operand);
      }
    }
    return new Choices(distinct, texts);
  }

  List<Operand> all() {
    return operands;
  }

  /** Returns them in lists of at most so many. */
  List<Choices> slices(int most) {
    List<Choices> slices = new ArrayList<>();
    for (int from = 0; from < operands.size(); from += most) {
      slices.add(of(operands.subList(from, Math.min(from + most, operands.size()))));
    }
    return slices;
  }

  /** Returns whether what is stored means one of the values. */
  boolean has(byte @Nullable [] stored) {
    if (stored == null || operands.isEmpty()) {
      return false;
    }
    if (operands.size() > 1) {
      if (texts.contains(ByteBuffer.wrap(stored))) {
        return true;
      }
      if (operands.get(0).equality() == Equality.TEXT) {
        return false;
      }
    }
    return operands.stream().anyMatch(operand -> operand.equalTo(stored));
  }

  /** Returns them as explain shows them. */
  String text() {
    return operands.stream().map(o -> Text.shown(o.text())).collect(Collectors.joining(", "));
  }
}
