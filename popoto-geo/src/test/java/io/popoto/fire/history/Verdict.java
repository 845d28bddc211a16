package io.popoto.fire.history;

/** What the check of a history says. */
public enum Verdict {
  /** There is an order of its operations that explains everything. */
  LINEARIZABLE,
  /** There is none. */
  NOT_LINEARIZABLE,
  /** The search was given up. */
  UNDECIDED
}
