package io.popoto.servertime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server took for each kind of work. */
final class Table {
  private static final int MOST_TEXT = 120;

  private final Map<String, Row> groups = new LinkedHashMap<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Row total = new Row();

  private static final class Row {
    private final List<Long> scripts = new ArrayList<>();
    private long otherCommands;
    private long worst;
    private long worstCommand;
    private String text = "";

    void add(Step step, List<SlowLog.Entry> entries) {
      for (SlowLog.Entry entry : entries) {
        if (entry.isScript()) {
          scripts.add(entry.micros());
        } else {
          otherCommands++;
          worstCommand = Math.max(worstCommand, entry.micros());
        }
        if (entry.micros() > worst) {
          worst = entry.micros();
          String exactly = step.text();
          text =
              exactly.substring(0, Math.min(exactly.length(), MOST_TEXT))
                  + " ["
                  + entry.command().get(0)
                  + "]";
        }
      }
    }

    long percentile(double share) {
      List<Long> sorted = scripts.stream().sorted().toList();
      return sorted.isEmpty()
          ? 0
          : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
  }

  void add(Step step, List<SlowLog.Entry> entries) {
    groups.computeIfAbsent(group(step.kind()), group -> new Row()).add(step, entries);
    rows.computeIfAbsent(step.kind(), kind -> new Row()).add(step, entries);
    total.add(step, entries);
  }

  /** Returns the time that one script call in a hundred exceeds, in microseconds. */
  long p99() {
    return total.percentile(0.99);
  }

  /** Returns the longest time of any command, in microseconds. */
  long max() {
    return total.worst;
  }

  private static String group(String kind) {
    if (kind.startsWith("not ")) {
      return "complements of conditions: count or exists";
    } else if (kind.startsWith("order by")) {
      return "orders: first ten, pages, offset";
    } else if (kind.endsWith(": count") || kind.endsWith(": limit 10")) {
      return "conditions, one or several: count, first ten";
    } else if (kind.startsWith("thousands of tags")) {
      return "records with thousands of tags or a megabyte: reads and writes";
    } else if (kind.startsWith("bulk") || kind.endsWith("Indexes") || kind.equals("deleteAll")) {
      return kind;
    }
    return "other answers and combinations";
  }

  /** Returns the table as a page of docs has it, by groups, and below it by kinds. */
  String text() {
    StringBuilder text = new StringBuilder();
    appendTable(text, groups);
    text.append('\n');
    appendTable(text, rows);
    return text.toString();
  }

  private void appendTable(StringBuilder text, Map<String, Row> some) {
    text.append(
        "| work | script calls from 0.1 ms on | p50 | p99 | max | other commands | max | worst"
            + " |\n");
    text.append("|---|--:|--:|--:|--:|--:|--:|---|\n");
    some.forEach((kind, row) -> append(text, kind, row));
    append(text, "**all**", total);
  }

  private static void append(StringBuilder text, String kind, Row row) {
    text.append(
        "| %s | %d | %s | %s | %s | %d | %s | %s |%n"
            .formatted(
                kind,
                row.scripts.size(),
                millis(row.percentile(0.5)),
                millis(row.percentile(0.99)),
                millis(row.percentile(1)),
                row.otherCommands,
                millis(row.worstCommand),
                row.text.replace("|", "\\|")));
  }

  private static String millis(long micros) {
    return "%.2f".formatted(micros / 1000.0);
  }
}
