package io.popoto.benchmarks;

import static java.util.stream.Collectors.joining;

import io.popoto.benchmarks.report.Row;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured.
 *
 * @param name short or full
 * @param server the executable of the server, if not the embedded one
 * @param rows the rows to measure
 * @param size of the data in the table
 * @param growth sizes of the data in the plots, ascending
 * @param bulk how many records are created at once
 * @param discarded first rounds through all rows and rivals, which do not count: the JVM warms up
 * @param rounds how many follow
 * @param time of one turn of a rival
 * @param colds how many fresh JVMs start cold
 */
record Settings(
    String name,
    Optional<Path> server,
    Set<Row> rows,
    int size,
    List<Integer> growth,
    int bulk,
    int discarded,
    int rounds,
    TimeValue time,
    int colds) {
  private static final String SERVER = "server=";

  /**
   * Reads the arguments: {@code short} or {@code full}, then {@code server=} and an executable, if
   * it is not to be the embedded one, and the rows to measure, all by default.
   */
  static Settings of(List<String> arguments) {
    String mode = arguments.isEmpty() ? "short" : arguments.get(0);
    Optional<Path> server =
        arguments.stream()
            .filter(argument -> argument.startsWith(SERVER))
            .map(argument -> Path.of(argument.substring(SERVER.length())))
            .findFirst();
    List<String> ids =
        arguments.stream().skip(1).filter(argument -> !argument.startsWith(SERVER)).toList();
    Set<Row> rows = ids.isEmpty() ? EnumSet.allOf(Row.class) : rows(ids);
    return switch (mode) {
      case "short" ->
          new Settings(
              mode,
              server,
              rows,
              10_000,
              List.of(10_000),
              10_000,
              2,
              5,
              TimeValue.milliseconds(300),
              3);
      case "full" ->
          new Settings(
              mode,
              server,
              rows,
              100_000,
              List.of(10_000, 100_000, 1_000_000),
              100_000,
              3,
              9,
              TimeValue.milliseconds(600),
              7);
      default ->
          throw new IllegalArgumentException(
              "expected short or full, then server=… and rows to measure, but got " + arguments);
    };
  }

  private static Set<Row> rows(List<String> ids) {
    Set<Row> rows = EnumSet.noneOf(Row.class);
    for (String id : ids) {
      rows.add(
          Arrays.stream(Row.values())
              .filter(row -> row.id().equals(id))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(unknown(id))));
    }
    return rows;
  }

  private static String unknown(String id) {
    return Arrays.stream(Row.values())
        .map(Row::id)
        .collect(joining(", ", "no row is called " + id + "; there are ", ""));
  }

  /** Returns whether these are all rows. */
  boolean whole() {
    return rows.size() == Row.values().length;
  }

  /** Returns arguments for the same again, but not where this machine has its server. */
  String again() {
    StringBuilder arguments = new StringBuilder(name);
    server.ifPresent(executable -> arguments.append(' ').append(SERVER).append('…'));
    if (!whole()) {
      rows.forEach(row -> arguments.append(' ').append(row.id()));
    }
    return arguments.toString();
  }

  boolean measures(Row... some) {
    return Arrays.stream(some).anyMatch(rows::contains);
  }
}
