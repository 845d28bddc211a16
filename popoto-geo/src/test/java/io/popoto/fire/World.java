package io.popoto.fire;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The records that all actors share. Those with a history are others in each epoch. */
final class World {
  static final int SLOTS = 4;
  static final int COUNTERS = 2;
  private static final int WRITES = 400;
  static final int ACCOUNTS = 40;
  static final int LEDGERS = 6;
  static final int SESSIONS = 20;
  static final List<String> BRANCHES = List.of("b0", "b1", "b2");
  static final List<String> CITIES = List.of("Rome", "Lima", "Oslo");

  private final AtomicInteger epoch = new AtomicInteger();
  private final AtomicLong values = new AtomicLong();

  /** Begins with others of the records that have a history. */
  void nextEpoch() {
    epoch.incrementAndGet();
  }

  int epoch() {
    return epoch.get();
  }

  /** Returns a number that no other write has. */
  long nextValue() {
    return values.incrementAndGet();
  }

  /**
   * Returns the slots in use; after some writes they are others, since long histories take long.
   */
  List<String> slots() {
    String prefix = prefix();
    return IntStream.range(0, SLOTS).mapToObj(i -> prefix + i).toList();
  }

  String slot(Random random) {
    return prefix() + random.nextInt(SLOTS);
  }

  private String prefix() {
    return "e" + epoch.get() + "-" + values.get() / WRITES + "-";
  }

  String counter(Random random) {
    return "e" + epoch.get() + "-" + random.nextInt(COUNTERS);
  }

  static String account(Random random) {
    return "a" + random.nextInt(ACCOUNTS);
  }
}
