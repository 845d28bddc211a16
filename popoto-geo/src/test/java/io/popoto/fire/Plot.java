package io.popoto.fire;

import java.util.List;
import java.util.Locale;

/** Draws how numbers change over time, one panel below the other, as SVG. */
final class Plot {
  private static final int WIDTH = 900;
  private static final int LEFT = 90;
  private static final int PANEL = 150;
  private static final int CURVE = 100;

  private final StringBuilder svg = new StringBuilder();
  private int panels;

  /**
   * Adds a panel.
   *
   * @param title what the numbers are
   * @param seconds when each was taken
   * @param numbers as many
   */
  void add(String title, List<Double> seconds, List<Double> numbers) {
    double most = Math.max(1, numbers.stream().mapToDouble(each -> each).max().orElse(1));
    double end = Math.max(1, seconds.get(seconds.size() - 1));
    int top = 30 + panels++ * PANEL;
    text(LEFT, top - 8, "start", title);
    text(LEFT - 8, top + 5, "end", "%,.0f".formatted(most));
    text(LEFT - 8, top + CURVE, "end", "0");
    text(LEFT, top + CURVE + 16, "start", "0 s");
    text(WIDTH - 20, top + CURVE + 16, "end", "%,.0f s".formatted(end));
    int width = WIDTH - LEFT - 20;
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#bbb\"/>%n"
            .formatted(LEFT, top, width, CURVE));
    svg.append("<polyline fill=\"none\" stroke=\"#1f6fb2\" stroke-width=\"1.5\" points=\"");
    for (int i = 0; i < numbers.size(); i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              LEFT + width * seconds.get(i) / end,
              top + CURVE * (1 - numbers.get(i) / most)));
    }
    svg.append("\"/>\n");
  }

  private void text(int x, int y, String anchor, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n".formatted(x, y, anchor, text));
  }

  @Override
  public String toString() {
    int height = 20 + panels * PANEL;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" \
    font-family="sans-serif" font-size="12">
    <rect width="100%%" height="100%%" fill="white"/>
    %s</svg>
    """
        .formatted(WIDTH, height, svg);
  }
}
