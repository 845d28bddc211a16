package io.popoto.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** All that was measured, round by round. Not thread-safe. */
public final class Figures {
  private final Map<Key, List<Double>> values = new LinkedHashMap<>();

  private record Key(Row row, String rival, int size, String unit) {}

  /** Adds a figure of one round. */
  public void add(Row row, String rival, int size, double value, String unit) {
    values.computeIfAbsent(new Key(row, rival, size, unit), key -> new ArrayList<>()).add(value);
  }

  /** Returns the medians. */
  public List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    values.forEach(
        (key, rounds) ->
            figures.add(
                new Figure(
                    key.row().id(), key.rival(), key.size(), Numbers.median(rounds), key.unit())));
    return figures;
  }

  /** Returns the median of a rival's figures. */
  public OptionalDouble value(Row row, String rival, int size) {
    return all().stream()
        .filter(figure -> is(figure, row, rival) && figure.size() == size)
        .mapToDouble(Figure::value)
        .findFirst();
  }

  /** Returns the median of what a bar says of each round, in which rivals took turns. */
  public OptionalDouble ratio(Row row, Bar bar, int size) {
    List<Double> own = rounds(row, "popoto", size);
    List<Double> other = bar.form() == Bar.Form.OWN ? own : rounds(row, bar.rival(), size);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(own.size(), other.size()); i++) {
      ratios.add(bar.ratio(own.get(i), other.get(i)));
    }
    return ratios.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Numbers.median(ratios));
  }

  private List<Double> rounds(Row row, String rival, int size) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().row() == row)
        .filter(entry -> entry.getKey().rival().equals(rival) && entry.getKey().size() == size)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  /** Returns a rival's medians by size. */
  public TreeMap<Integer, Double> bySize(Row row, String rival) {
    TreeMap<Integer, Double> sizes = new TreeMap<>();
    all().stream()
        .filter(figure -> is(figure, row, rival))
        .forEach(figure -> sizes.put(figure.size(), figure.value()));
    return sizes;
  }

  private static boolean is(Figure figure, Row row, String rival) {
    return figure.row().equals(row.id()) && figure.rival().equals(rival);
  }
}
