package io.popoto.fire;

import java.util.List;

/** All operations. Those that stand twice are drawn twice as often. */
final class Operations {
  static final List<Operation> OF_WRITERS =
      List.of(
          new SlotSave(),
          new SlotSave(),
          new SlotCreate(),
          new SlotDelete(),
          new SlotUpdate(),
          new SlotPartialSave(),
          new SlotConditionalSave(),
          new SlotOrCreate(),
          new SlotBulkCreate(),
          new SlotBurst(),
          new CounterIncrement(),
          new CounterIncrement(),
          new LedgerSave(),
          new LedgerAdd(),
          new AccountSave(),
          new AccountSave(),
          new AccountPartialSave(),
          new AccountUpdate(),
          new AccountMove(),
          new AccountDelete(),
          new AccountBulk(),
          new SessionOpen(),
          new SessionTouch());

  static final List<Operation> OF_READERS =
      List.of(
          new SlotLoad(),
          new SlotQuery(),
          new SlotQuery(),
          new CounterRead(),
          new AccountQuery(),
          new AccountQuery(),
          new LedgerQuery(),
          new SessionFind());

  private Operations() {}
}
