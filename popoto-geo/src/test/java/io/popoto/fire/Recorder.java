package io.popoto.fire;

import io.popoto.fire.history.Entry;
import io.popoto.fire.history.Transition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Every attempt of a round: how it ended, how long it took, what it did to which record. */
final class Recorder {
  private final Map<Outcome, AtomicLong> counts = new EnumMap<>(Outcome.class);
  private final Map<String, Queue<Entry>> histories = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> done = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> unknown = new ConcurrentHashMap<>();
  private final Queue<Attempt<?>> slow = new ConcurrentLinkedQueue<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
  private volatile String context = "";
  private final long slowNanos;
  private final List<String> secrets;

  Recorder(long slowNanos, List<String> secrets) {
    this.slowNanos = slowNanos;
    this.secrets = secrets;
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, new AtomicLong());
    }
  }

  /** Runs one call. */
  <R> Attempt<R> call(String what, Supplier<R> call) {
    return call(what, 1, call);
  }

  /** Runs one call that may take as many timeouts as there are steps. */
  <R> Attempt<R> call(String what, int steps, Supplier<R> call) {
    return record(Attempt.of(what, steps, call));
  }

  /** Records one that has run. */
  <R> Attempt<R> record(Attempt<R> attempt) {
    counts.get(attempt.outcome()).incrementAndGet();
    if (attempt.end() - attempt.start() > slowNanos) {
      slow.add(attempt);
    }
    if (attempt.failure() != null) {
      inspect(attempt);
    }
    return attempt;
  }

  private void inspect(Attempt<?> attempt) {
    Throwable failure = attempt.failure();
    failures
        .computeIfAbsent(attempt.what() + ": " + shape(failure), k -> new AtomicInteger())
        .incrementAndGet();
    if (attempt.is(Outcome.BROKEN)) {
      violation(attempt.what() + " threw " + traced(failure));
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage());
      secrets.stream().filter(text::contains).forEach(s -> violation("a secret is shown: " + text));
    }
  }

  private static String shape(Throwable failure) {
    String text = failure.getClass().getSimpleName() + " " + failure.getMessage();
    String digitless = text.replaceAll("[0-9]+", "9");
    return digitless.substring(0, Math.min(160, digitless.length()));
  }

  private static String traced(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.toString());
    StackTraceElement[] trace = failure.getStackTrace();
    for (int i = 0; i < Math.min(8, trace.length); i++) {
      text.append("\n      at ").append(trace[i]);
    }
    return text.toString();
  }

  /** Records what an attempt did to a record whose history is kept, or saw of it. */
  void effect(String record, Attempt<?> attempt, Transition whenDone, Transition whenRefused) {
    switch (attempt.outcome()) {
      case DONE -> entry(record, attempt, whenDone, true);
      case REFUSED -> entry(record, attempt, whenRefused, true);
      case UNKNOWN -> entry(record, attempt, whenDone, false);
      default -> {}
    }
  }

  /** Records an observation, if it was made. */
  void observation(String record, Attempt<?> attempt, Transition saw) {
    if (attempt.is(Outcome.DONE)) {
      entry(record, attempt, saw, true);
    }
  }

  private void entry(String record, Attempt<?> attempt, Transition transition, boolean certain) {
    histories
        .computeIfAbsent(record, k -> new ConcurrentLinkedQueue<>())
        .add(new Entry(attempt.what(), attempt.start(), attempt.end(), transition, certain));
  }

  /** Counts an addition to something that is only added to. */
  void tally(String record, Outcome outcome, long amount) {
    if (outcome == Outcome.DONE) {
      done.computeIfAbsent(record, k -> new AtomicLong()).addAndGet(amount);
    } else if (outcome == Outcome.UNKNOWN) {
      unknown.computeIfAbsent(record, k -> new AtomicLong()).addAndGet(amount);
    }
  }

  long done(String record) {
    return done.getOrDefault(record, new AtomicLong()).get();
  }

  long unknown(String record) {
    return unknown.getOrDefault(record, new AtomicLong()).get();
  }

  void violation(String text) {
    violations.add(context + text);
  }

  /** Says what is going on, for the violations that follow. */
  void context(String now) {
    context = now;
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  Map<String, List<Entry>> histories() {
    Map<String, List<Entry>> copy = new TreeMap<>();
    histories.forEach((record, entries) -> copy.put(record, new ArrayList<>(entries)));
    return copy;
  }

  List<Attempt<?>> slow() {
    return List.copyOf(slow);
  }

  long count(Outcome outcome) {
    return counts.get(outcome).get();
  }

  long operations() {
    return counts.values().stream().mapToLong(AtomicLong::get).sum();
  }

  /** Returns how often which failure was seen. */
  Map<String, AtomicInteger> failures() {
    return new TreeMap<>(failures);
  }
}
