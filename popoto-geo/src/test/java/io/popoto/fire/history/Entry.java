package io.popoto.fire.history;

/**
 * One operation on one record.
 *
 * @param what shown where a history is wrong
 * @param start when it was called, in nanoseconds
 * @param end when it ended, in nanoseconds
 * @param transition what it did
 * @param certain whether it took effect; else it may have done so at any time since its start, even
 *     after its end, or never
 */
public record Entry(String what, long start, long end, Transition transition, boolean certain) {}
