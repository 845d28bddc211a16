package io.popoto.fire.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checker agrees with known histories, and with trying all orders. */
class LinearizabilityTest {
  private static final long ABSENT = Transition.ABSENT;

  private static Entry entry(long start, long end, Transition transition) {
    return new Entry("", start, end, transition, true);
  }

  private static Entry unknown(long start, long end, Transition transition) {
    return new Entry("", start, end, transition, false);
  }

  private static Verdict check(Entry... entries) {
    return Linearizability.check(List.of(entries), ABSENT);
  }

  private static void assertGood(Entry... entries) {
    assertThat(check(entries)).isEqualTo(Verdict.LINEARIZABLE);
  }

  private static void assertBad(Entry... entries) {
    assertThat(check(entries)).isEqualTo(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void readsBesideAWriteMaySeeEitherState() {
    assertGood(
        entry(0, 10, Transition.wrote(1)),
        entry(20, 50, Transition.wrote(2)),
        entry(25, 30, Transition.saw(1)),
        entry(35, 40, Transition.saw(2)));
  }

  @Test
  void readThatGoesBackInTimeIsFound() {
    assertBad(
        entry(0, 10, Transition.wrote(1)),
        entry(20, 50, Transition.wrote(2)),
        entry(25, 30, Transition.saw(2)),
        entry(35, 40, Transition.saw(1)));
  }

  /** The example of a stale read with which Porcupine begins. */
  @Test
  void staleReadAfterAWriteIsFound() {
    assertBad(
        entry(0, 10, Transition.wrote(1)),
        entry(20, 30, Transition.wrote(2)),
        entry(40, 50, Transition.saw(1)));
  }

  @Test
  void lostWriteIsFound() {
    assertBad(entry(0, 10, Transition.wrote(1)), entry(20, 30, Transition.saw(ABSENT)));
  }

  @Test
  void valueOutOfNowhereIsFound() {
    assertBad(entry(0, 10, Transition.wrote(1)), entry(20, 30, Transition.saw(7)));
  }

  @Test
  void twoCreationsWithoutADeletionAreFound() {
    assertBad(entry(0, 10, Transition.created(1)), entry(5, 15, Transition.created(2)));
    assertGood(
        entry(0, 10, Transition.created(1)),
        entry(3, 20, Transition.deleted()),
        entry(5, 25, Transition.created(2)),
        entry(30, 40, Transition.saw(2)));
  }

  @Test
  void additionDoneTwiceIsFound() {
    assertBad(
        entry(0, 10, Transition.wrote(0)),
        entry(20, 30, Transition.added(1, 1)),
        entry(40, 50, Transition.saw(2)));
    assertBad(
        entry(0, 10, Transition.wrote(0)),
        entry(20, 30, Transition.added(1, 1)),
        entry(25, 35, Transition.added(1, 1)));
  }

  @Test
  void unknownWriteMayTakeEffectLaterOrNever() {
    Entry first = entry(0, 10, Transition.wrote(1));
    Entry lost = unknown(20, 30, Transition.wrote(2));
    assertGood(first, lost, entry(40, 50, Transition.saw(1)));
    assertGood(first, lost, entry(40, 50, Transition.saw(2)));
    assertGood(first, lost, entry(40, 50, Transition.saw(1)), entry(60, 70, Transition.saw(2)));
    assertBad(first, lost, entry(40, 50, Transition.saw(2)), entry(60, 70, Transition.saw(1)));
    assertBad(first, entry(12, 15, Transition.saw(2)), lost);
  }

  @Test
  void unknownWriteTakesEffectOnceOnly() {
    assertBad(
        entry(0, 10, Transition.wrote(1)),
        unknown(20, 30, Transition.wrote(2)),
        entry(40, 50, Transition.saw(2)),
        entry(60, 70, Transition.wrote(3)),
        entry(80, 90, Transition.saw(2)));
    assertBad(
        entry(0, 10, Transition.wrote(0)),
        unknown(20, 30, Transition.added(1)),
        entry(40, 50, Transition.saw(2)));
  }

  @Test
  void swapNeedsItsValue() {
    assertGood(
        entry(0, 10, Transition.wrote(1)),
        entry(20, 50, Transition.swapped(1, 2)),
        entry(20, 50, Transition.swapped(2, 3)),
        entry(60, 70, Transition.saw(3)));
    assertBad(
        entry(0, 10, Transition.wrote(1)),
        entry(20, 50, Transition.swapped(1, 2)),
        entry(20, 50, Transition.swapped(1, 3)));
  }

  @Test
  void historiesOfOneRealRecordAreGoodAndOthersAreJudgedAsByTryingAllOrders() {
    Random random = new Random(1);
    int bad = 0;
    for (int i = 0; i < 3_000; i++) {
      List<Entry> history = Histories.ofOneRecord(random, 3 + random.nextInt(4), 6);
      assertThat(Linearizability.check(history, ABSENT)).isEqualTo(Verdict.LINEARIZABLE);
      List<Entry> spoilt = Histories.spoilt(history, random);
      boolean explained = Histories.someOrderExplains(spoilt, ABSENT);
      assertThat(Linearizability.check(spoilt, ABSENT))
          .isEqualTo(explained ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE);
      bad += explained ? 0 : 1;
    }
    assertThat(bad).isGreaterThan(500);
  }

  @Test
  void longHistoriesWithManyUnknownWritesAreDecided() {
    Random random = new Random(2);
    for (int i = 0; i < 10; i++) {
      List<Entry> history = Histories.ofOneRecord(random, 400, 25);
      assertThat(Linearizability.check(history, ABSENT)).isEqualTo(Verdict.LINEARIZABLE);
      List<Entry> stale = new ArrayList<>(history);
      long end = history.stream().mapToLong(Entry::end).max().orElseThrow();
      stale.add(entry(end + 1, end + 2, Transition.wrote(-1)));
      stale.add(entry(end + 3, end + 4, Transition.saw(-2)));
      assertThat(Linearizability.check(stale, ABSENT)).isNotEqualTo(Verdict.LINEARIZABLE);
    }
  }
}
