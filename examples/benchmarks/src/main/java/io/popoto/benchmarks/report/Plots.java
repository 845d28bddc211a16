package io.popoto.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Draws the figures as PNG. */
final class Plots {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 480;

  private final Figures figures;
  private final int size;

  Plots(Figures figures, int size) {
    this.figures = figures;
    this.size = size;
  }

  void write(Path directory) throws IOException {
    ratios(directory.resolve("ratios"));
    growth(directory.resolve("growth"));
  }

  /** How much longer the rivals take than Popoto. */
  private void ratios(Path file) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Time of the rivals over Popoto's (more is slower)")
            .yAxisTitle("times")
            .build();
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(0.1).setXAxisLabelRotation(30);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
    List<Row> rows =
        List.of(Row.values()).stream()
            .filter(
                row -> !row.rivals().isEmpty() && figures.value(row, "popoto", size).isPresent())
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    for (String rival : List.of("hand", "floor", "spring", "redisson")) {
      List<Double> ratios = new ArrayList<>();
      for (Row row : rows) {
        OptionalDouble ratio = figures.ratio(row, Bar.atLeast(0, rival), size);
        ratios.add(ratio.isPresent() ? ratio.getAsDouble() : Double.NaN);
      }
      if (ratios.stream().anyMatch(ratio -> !ratio.isNaN())) {
        chart.addSeries(rival, rows.stream().map(Row::id).toList(), ratios);
      }
    }
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  /** How Popoto's time grows with the number of records, and the hand-written code's. */
  private void growth(Path file) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Time by number of records")
            .xAxisTitle("records")
            .yAxisTitle("µs")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    for (Row row : Growth.ROWS) {
      for (String rival : List.of("popoto", "hand")) {
        TreeMap<Integer, Double> sizes = figures.bySize(row, rival);
        if (row != Row.MEMORY && sizes.size() > 1) {
          chart.addSeries(
              row.id() + " " + rival, List.copyOf(sizes.keySet()), List.copyOf(sizes.values()));
        }
      }
    }
    if (!chart.getSeriesMap().isEmpty()) {
      BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }
  }
}
