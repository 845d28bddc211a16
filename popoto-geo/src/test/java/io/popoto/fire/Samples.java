package io.popoto.fire;

import io.lettuce.core.api.sync.RedisCommands;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What is looked at from time to time: of this process and of the server. */
final class Samples {
  /** After this part of the time, all that is made once has been made. */
  private static final double WARM = 0.25;

  private final long start = System.nanoTime();
  private final List<Double> seconds = new ArrayList<>();
  private final Map<String, List<Double>> series = new LinkedHashMap<>();

  /**
   * Takes one of each.
   *
   * @param operations how many have been done since the last time
   */
  void take(RedisCommands<String, String> raw, long operations) {
    System.gc();
    seconds.add((System.nanoTime() - start) / 1e9);
    Runtime runtime = Runtime.getRuntime();
    String memory = raw.info("memory");
    add("heap after a collection, MB", (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    add("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    add("keys on the server", raw.dbsize());
    add("cached scripts", number(memory, "number_of_cached_scripts"));
    add("memory of the server, MB", number(memory, "used_memory") / 1e6);
    add("connections", number(raw.info("clients"), "connected_clients"));
    add("operations since the last sample", (double) operations);
  }

  private void add(String name, double number) {
    series.computeIfAbsent(name, n -> new ArrayList<>()).add(number);
  }

  private static double number(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  String svg() {
    Plot plot = new Plot();
    series.forEach((name, numbers) -> plot.add(name, seconds, numbers));
    return plot.toString();
  }

  /** Returns the greatest number of the time between the start, which does not count, and half. */
  double before(String name) {
    return of(name, WARM, 0.625, list -> list.stream().mapToDouble(each -> each).max().orElse(0));
  }

  /** Returns the greatest number of the rest of the time. */
  double after(String name) {
    return of(name, 0.625, 1, list -> list.stream().mapToDouble(each -> each).max().orElse(0));
  }

  private double of(String name, double from, double to, ToDoubleFunction<List<Double>> what) {
    List<Double> all = series.get(name);
    return what.applyAsDouble(all.subList((int) (from * all.size()), (int) (to * all.size())));
  }
}
