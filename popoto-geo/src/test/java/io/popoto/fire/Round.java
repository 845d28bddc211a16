package io.popoto.fire;

import io.popoto.Popoto;
import io.popoto.fire.oracle.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a round with one kind of fault has left behind.
 *
 * @param fault the kind of fault
 * @param ground the servers
 * @param namespace the namespace of all records
 * @param world the records
 * @param recorder the attempts
 * @param pulse when the machine stood still
 * @param recoveries how long it took after each strike until all calls worked again
 * @param events how many events came for each record
 * @param quiet a connection that no fault has touched
 */
record Round(
    Fault fault,
    Ground ground,
    String namespace,
    World world,
    Recorder recorder,
    Pulse pulse,
    List<Duration> recoveries,
    Map<String, AtomicLong> events,
    Popoto quiet) {

  static final List<Shape> SHAPES =
      List.of(Slot.SHAPE, Counter.SHAPE, Branch.SHAPE, Account.SHAPE, Ledger.SHAPE, Session.SHAPE);

  static final List<Class<?>> MODELS =
      List.of(Slot.class, Counter.class, Branch.class, Account.class, Ledger.class, Session.class);

  static Map<String, AtomicLong> counts() {
    return new ConcurrentHashMap<>();
  }

  /** Returns the prefix of all keys. */
  String space() {
    return namespace + "/";
  }
}
