package io.popoto.benchmarks.report;

/**
 * One measured figure: the median of the rounds.
 *
 * @param row what was measured
 * @param rival who did it
 * @param size how many records there were
 * @param value the figure; less is better
 * @param unit its unit
 */
public record Figure(String row, String rival, int size, double value, String unit) {}
