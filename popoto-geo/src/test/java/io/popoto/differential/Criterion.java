package io.popoto.differential;

import io.popoto.Condition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition with what it means.
 *
 * @param condition what the library is asked
 * @param test whether a record satisfies it
 * @param filteredOn the fields that it requires something of, in order
 * @param given the fields whose values it gives
 * @param negated what it is the complement of, if it is one
 */
record Criterion(
    Condition condition,
    Predicate<Entry> test,
    List<Column> filteredOn,
    Set<String> given,
    @Nullable Criterion negated) {

  static Criterion of(Column column, Condition condition, Predicate<Entry> test) {
    return new Criterion(condition, test, List.of(column), Set.of(), null);
  }

  Criterion giving(String field) {
    return new Criterion(condition, test, filteredOn, Set.of(field), negated);
  }

  static Criterion and(List<Criterion> parts) {
    List<Column> filteredOn = new ArrayList<>();
    Set<String> given = new HashSet<>();
    parts.forEach(part -> filteredOn.addAll(part.filteredOn));
    parts.forEach(part -> given.addAll(part.given));
    return new Criterion(
        new Condition.And(parts.stream().map(Criterion::condition).toList()),
        entry -> parts.stream().allMatch(part -> part.test.test(entry)),
        filteredOn,
        given,
        null);
  }

  static Criterion or(List<Criterion> parts) {
    return new Criterion(
        new Condition.Or(parts.stream().map(Criterion::condition).toList()),
        entry -> parts.stream().anyMatch(part -> part.test.test(entry)),
        List.of(),
        Set.of(),
        null);
  }

  Criterion not() {
    return negated != null
        ? negated
        : new Criterion(condition.not(), test.negate(), List.of(), Set.of(), this);
  }
}
