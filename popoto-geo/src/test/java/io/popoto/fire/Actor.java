package io.popoto.fire;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.async.AsyncPopoto;
import io.popoto.async.AsyncRepository;
import io.popoto.contract.AsyncAsBlocking;
import io.popoto.fire.history.Transition;
import java.util.Random;

/** One who uses the library: through one of its APIs, with random numbers of their own. */
final class Actor {
  final World world;
  final Recorder recorder;
  final Random random;
  final Repository<Slot> slots;
  final AsyncRepository<Slot> asyncSlots;
  final Repository<Counter> counters;
  final Repository<Account> accounts;
  final Repository<Ledger> ledgers;
  final Repository<Session> sessions;
  final Repository<Branch> branches;

  Actor(Popoto popoto, boolean async, World world, Recorder recorder, long seed) {
    this.world = world;
    this.recorder = recorder;
    this.random = new Random(seed);
    this.slots = repository(popoto, async, Slot.class);
    this.asyncSlots = AsyncPopoto.of(popoto).repository(Slot.class);
    this.counters = repository(popoto, async, Counter.class);
    this.accounts = repository(popoto, async, Account.class);
    this.ledgers = repository(popoto, async, Ledger.class);
    this.sessions = repository(popoto, async, Session.class);
    this.branches = repository(popoto, async, Branch.class);
  }

  static <T> Repository<T> repository(Popoto popoto, boolean async, Class<T> type) {
    return async
        ? AsyncAsBlocking.of(AsyncPopoto.of(popoto).repository(type))
        : popoto.repository(type);
  }

  String slot() {
    return world.slot(random);
  }

  /** Checks a slot that the library returned, and remembers that it was seen. */
  void saw(Attempt<?> attempt, Slot slot) {
    if (!slot.isWhole()) {
      recorder.violation(attempt.what() + " returned a record of several writes: " + slot);
    }
    recorder.observation(slot.name, attempt, Transition.saw(slot.value));
  }
}
