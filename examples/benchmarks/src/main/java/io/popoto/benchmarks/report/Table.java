package io.popoto.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** The table of ratios and bars, and that of all figures. */
final class Table {
  private final Figures figures;
  private final int size;

  Table(Figures figures, int size) {
    this.figures = figures;
    this.size = size;
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            "| work | Popoto | beside | ratio | bar | |\n|---|---:|---|---:|---:|---|\n");
    for (Row row : Row.values()) {
      row.bars().forEach(bar -> text.append(line(row, bar)));
    }
    text.append(
        "\nAll figures, of which less is better:\n\n| work | who | figure |\n|---|---|---:|\n");
    for (Figure figure : figures.all()) {
      if (figure.size() == size || figure.row().equals(Row.BULK_CREATE.id())) {
        text.append(
            "| %s | %s | %s |\n"
                .formatted(
                    title(figure.row()), figure.rival(), amount(figure.value(), figure.unit())));
      }
    }
    return text.toString();
  }

  private String line(Row row, Bar bar) {
    OptionalDouble own = figures.value(row, "popoto", size);
    OptionalDouble ratio = figures.ratio(row, bar, size);
    if (own.isEmpty() || ratio.isEmpty()) {
      return "| %s | | %s | | %s | not measured |\n"
          .formatted(row.title(), bar.rival(), bar.text());
    }
    String unit = unit(row);
    boolean alone = bar.form() == Bar.Form.OWN;
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            row.title(),
            amount(own.getAsDouble(), unit),
            alone
                ? ""
                : "%s: %s"
                    .formatted(
                        bar.rival(),
                        amount(figures.value(row, bar.rival(), size).orElse(Double.NaN), unit)),
            alone ? "" : Numbers.plain(ratio.getAsDouble()) + " ×",
            alone ? "≤ " + amount(bar.limit(), unit) : bar.text(),
            bar.met(ratio.getAsDouble()) ? "met" : "**missed**");
  }

  private String unit(Row row) {
    return figures.all().stream()
        .filter(figure -> figure.row().equals(row.id()))
        .map(Figure::unit)
        .findFirst()
        .orElse("");
  }

  private static String title(String row) {
    return Row.valueOf(row.toUpperCase(Locale.ROOT).replace('-', '_')).title();
  }

  static String amount(double value, String unit) {
    return switch (unit) {
      case "us" ->
          value >= 10_000 ? Numbers.plain(value / 1000) + " ms" : Numbers.plain(value) + " µs";
      case "bytes" -> "%,.0f B".formatted(value);
      case "ratio" -> Numbers.plain(value) + " ×";
      default -> "%,.0f".formatted(value);
    };
  }
}
