package io.popoto.fire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What came out of a round. */
record Result(
    String fault,
    long seed,
    int strikes,
    long operations,
    long done,
    long unknown,
    Map<String, List<String>> violations,
    Map<String, AtomicInteger> failures) {
  private static final int SHOWN = 6;

  long violationCount() {
    return violations.values().stream().mapToLong(List::size).sum();
  }

  /** Returns what went wrong, for a person. */
  String report() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: seed %d, %d strikes, %d operations, %d done, %d unknown, %d violations%n"
            .formatted(fault, seed, strikes, operations, done, unknown, violationCount()));
    violations.forEach(
        (judge, all) -> {
          text.append("  %s: %d%n".formatted(judge, all.size()));
          all.stream().limit(SHOWN).forEach(each -> text.append("    %s%n".formatted(each)));
        });
    if (!violations.isEmpty()) {
      text.append("  failures of calls:%n".formatted());
      failures.forEach((what, count) -> text.append("    %5d %s%n".formatted(count.get(), what)));
    }
    // Keys and members hold bytes that are no text.
    return text.toString().replaceAll("[\\x00-\\x08]", ".");
  }
}
