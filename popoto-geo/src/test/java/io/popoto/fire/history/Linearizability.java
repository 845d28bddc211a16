package io.popoto.fire.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether the history of one record is linearizable: whether its operations can be put in
 * an order that respects their times and explains what each of them saw.
 *
 * <p>The search is that of Wing and Gong (Testing and Verifying Concurrent Objects, Journal of
 * Parallel and Distributed Computing 17, 1993): take away an operation that no other one precedes,
 * apply it, go on with the rest, and come back if that leads nowhere. As Lowe proposed (Testing for
 * Linearizability, Concurrency and Computation 29, 2017) and Porcupine does
 * (github.com/anishathalye/porcupine), it remembers each pair of operations taken and state
 * reached, so that none is explored twice. An observation that is possible is taken at once: it
 * changes nothing, so it cannot spoil what follows.
 */
public final class Linearizability {
  private static final int MOST_STEPS = 100_000;

  private final List<Entry> entries;
  private final long initial;
  private final BitSet taken = new BitSet();
  private final Set<Position> seen = new HashSet<>();
  private final Deque<Frame> path = new ArrayDeque<>();
  private int certainLeft;

  private Linearizability(List<Entry> history, long initial) {
    this.entries = new ArrayList<>(history);
    this.entries.sort(Comparator.comparingLong(Entry::start));
    this.initial = initial;
    this.certainLeft = (int) entries.stream().filter(Entry::certain).count();
  }

  /**
   * Checks the history of one record.
   *
   * @param history its operations, in any order
   * @param initial the state before them
   */
  public static Verdict check(List<Entry> history, long initial) {
    return new Linearizability(history, initial).search();
  }

  private Verdict search() {
    path.push(new Frame(initial, initial, false, new BitSet()));
    for (int steps = 0; certainLeft > 0; steps++) {
      if (path.isEmpty()) {
        return Verdict.NOT_LINEARIZABLE;
      }
      if (steps > MOST_STEPS) {
        return Verdict.UNDECIDED;
      }
      Frame frame = path.peek();
      if (frame.tried < frame.candidates.size()) {
        go(frame, frame.candidates.get(frame.tried++));
      } else {
        path.pop().undo();
      }
    }
    return Verdict.LINEARIZABLE;
  }

  private void go(Frame frame, int next) {
    Entry entry = entries.get(next);
    long after = entry.transition().from(frame.state);
    // An uncertain operation of which nothing is seen need not have happened.
    boolean pointless = frame.unseen && entry.transition().from(frame.without) == after;
    if (after == Transition.IMPOSSIBLE || pointless) {
      return;
    }
    BitSet grown = (BitSet) taken.clone();
    grown.set(next);
    if (entry.certain() || after != frame.state) {
      if (seen.add(new Position(grown, after, entry.certain() ? after : frame.state))) {
        BitSet one = new BitSet();
        one.set(next);
        path.push(new Frame(after, frame.state, !entry.certain(), one));
      }
    }
  }

  /** Returns the operations that no other one precedes, the certain ones first. */
  private List<Integer> candidates() {
    List<Integer> certain = new ArrayList<>();
    List<Integer> uncertain = new ArrayList<>();
    long firstEnd = Long.MAX_VALUE;
    for (int i = taken.nextClearBit(0); i < entries.size(); i = taken.nextClearBit(i + 1)) {
      Entry entry = entries.get(i);
      if (entry.start() > firstEnd) {
        break;
      }
      if (entry.certain()) {
        firstEnd = Math.min(firstEnd, entry.end());
        certain.add(i);
      } else {
        uncertain.add(i);
      }
    }
    certain.addAll(uncertain);
    return certain;
  }

  private record Position(BitSet taken, long state, long without) {}

  /** A place in the search: the state, what was taken on the way to it, and what is left to try. */
  private final class Frame {
    final long state;
    final BitSet opened;
    final List<Integer> candidates;

    /** Whether it comes after an uncertain operation whose effect nothing has shown so far. */
    final boolean unseen;

    /** The state without that operation. */
    final long without;

    int tried;

    Frame(long state, long without, boolean afterUncertain, BitSet opened) {
      this.state = state;
      this.without = without;
      this.opened = opened;
      opened.stream().forEach(this::take);
      this.candidates = observe();
      this.unseen = afterUncertain && opened.cardinality() == 1;
    }

    /** Takes what can be seen in this state, and returns what may come next. */
    private List<Integer> observe() {
      while (true) {
        List<Integer> open = candidates();
        boolean none = true;
        for (int i : open) {
          Entry entry = entries.get(i);
          if (entry.certain()
              && entry.transition().isObservation()
              && entry.transition().from(state) == state) {
            take(i);
            opened.set(i);
            none = false;
          }
        }
        if (none) {
          return open;
        }
      }
    }

    private void take(int i) {
      taken.set(i);
      certainLeft -= entries.get(i).certain() ? 1 : 0;
    }

    void undo() {
      taken.andNot(opened);
      certainLeft += (int) opened.stream().filter(i -> entries.get(i).certain()).count();
    }
  }
}
