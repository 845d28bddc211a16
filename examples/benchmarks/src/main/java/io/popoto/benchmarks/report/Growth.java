package io.popoto.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How figures grow with the data, and what a hundred million records would take. */
final class Growth {
  /** What is drawn and reckoned. */
  static final List<Row> ROWS =
      List.of(
          Row.SAVE,
          Row.LOAD,
          Row.LOAD_MANY,
          Row.QUERY_THOUSAND,
          Row.QUERY_BEST,
          Row.QUERY_BOTH,
          Row.QUERY_NEAR,
          Row.MEMORY);

  private static final double FAR = 1e8;
  private final Figures figures;

  Growth(Figures figures) {
    this.figures = figures;
  }

  String text() {
    StringBuilder lines = new StringBuilder();
    for (Row row : ROWS) {
      TreeMap<Integer, Double> sizes = figures.bySize(row, "popoto");
      if (sizes.size() > 1) {
        lines.append(line(row, sizes));
      }
    }
    if (lines.isEmpty()) {
      return "";
    }
    return """

        Popoto's figures by number of records. The slope is that of the last step on logarithmic \
        scales (0: no growth, 1: in proportion); with it the figure for 100,000,000 is reckoned, \
        not measured.

        | work | measured | slope | at 100,000,000 |
        |---|---|---:|---:|
        """
        + lines
        + whole();
  }

  private static String line(Row row, TreeMap<Integer, Double> sizes) {
    String unit = row == Row.MEMORY ? "bytes" : "us";
    StringBuilder measured = new StringBuilder();
    for (Map.Entry<Integer, Double> entry : sizes.entrySet()) {
      measured
          .append(measured.isEmpty() ? "" : ", ")
          .append("%,d: %s".formatted(entry.getKey(), Table.amount(entry.getValue(), unit)));
    }
    double slope = slope(sizes);
    double far = sizes.lastEntry().getValue() * Math.pow(FAR / sizes.lastKey(), Math.max(0, slope));
    return "| %s | %s | %s | %s |\n"
        .formatted(row.title(), measured, Numbers.plain(slope), Table.amount(far, unit));
  }

  private static double slope(TreeMap<Integer, Double> sizes) {
    Map.Entry<Integer, Double> last = sizes.lastEntry();
    Map.Entry<Integer, Double> before = sizes.lowerEntry(last.getKey());
    return Math.log(last.getValue() / before.getValue())
        / Math.log((double) last.getKey() / before.getKey());
  }

  /** What the whole of it takes. */
  private String whole() {
    TreeMap<Integer, Double> memory = figures.bySize(Row.MEMORY, "popoto");
    TreeMap<Integer, Double> bulk = figures.bySize(Row.BULK_CREATE, "popoto");
    if (memory.isEmpty() || bulk.isEmpty()) {
      return "";
    }
    return "\n100,000,000 records take %s GB of memory and %s hours to create.\n"
        .formatted(
            Numbers.plain(memory.lastEntry().getValue() * FAR / 1e9),
            Numbers.plain(bulk.lastEntry().getValue() * FAR / 3.6e9));
  }
}
