package io.popoto.benchmarks.report;

import java.util.Arrays;
import java.util.List;

/** The rows of the table, each with those who do the work and the bars. */
public enum Row {
  SAVE(
      "save",
      "save, one at a time, p50",
      List.of("hand", "hand-watch", "floor", "spring", "redisson"),
      Bar.atMost(0.75, "hand"),
      Bar.atMost(1.15, "floor")),
  SAVE_IN_FLIGHT(
      "save-in-flight",
      "save, 256 in flight",
      List.of("hand", "floor"),
      Bar.atLeast(1.5, "hand"),
      Bar.atLeast(0.9, "floor")),
  BULK_CREATE(
      "bulk-create",
      "bulkCreate, per record",
      List.of("hand", "spring"),
      Bar.atLeast(1.6, "hand"),
      Bar.atLeast(15, "spring")),
  LOAD(
      "load",
      "load, p50",
      List.of("hand", "spring", "redisson"),
      Bar.atMost(1.15, "hand"),
      Bar.atMost(1, "spring")),
  LOAD_MANY(
      "load-many",
      "getMany of 1,000",
      List.of("hand", "floor", "spring"),
      Bar.atLeast(1.6, "hand")),
  QUERY_THOUSAND(
      "query-thousand",
      "a query of 1,000 records",
      List.of("hand", "floor"),
      Bar.atLeast(1.6, "hand")),
  QUERY_BEST(
      "query-best",
      "equality + range + order + limit 10",
      List.of("hand", "floor", "redisson"),
      Bar.atMost(1.25, "floor"),
      Bar.atLeast(100, "redisson")),
  QUERY_BOTH(
      "query-both",
      "two equalities, 500 results",
      List.of("hand", "floor", "spring", "redisson"),
      Bar.atLeast(8, "spring")),
  QUERY_NEAR(
      "query-near",
      "geo 500 m, about 400 results",
      List.of("hand", "floor", "spring"),
      Bar.atLeast(8, "spring")),
  FAN_OUT("fan-out", "100 queries at once", List.of("floor"), Bar.atLeast(0.9, "floor")),
  MEMORY(
      "memory",
      "server memory per record",
      List.of("hand", "spring", "redisson"),
      Bar.atMost(1.25, "hand"),
      Bar.atMost(0.7, "spring")),
  LOAD_ALLOCATION(
      "load-allocation", "allocation per load", List.of("hand", "spring"), Bar.atMost(1.3, "hand")),
  SAVE_ALLOCATION(
      "save-allocation", "allocation per save", List.of("hand", "spring"), Bar.atMost(1.3, "hand")),
  COLD_LOAD("cold-load", "registering a model + first load, cold", List.of(), Bar.own(20_000)),
  COLD_SAVE("cold-save", "registering a model + first save, cold", List.of(), Bar.own(20_000)),
  GROWTH(
      "growth",
      "equality + range + order + limit 10: at the largest size over at 10,000",
      List.of(),
      Bar.own(1.5)),
  THREADS("threads", "threads added by 100 queries at once", List.of(), Bar.own(0));

  private final String id;
  private final String title;
  private final List<String> rivals;
  private final List<Bar> bars;

  Row(String id, String title, List<String> rivals, Bar... bars) {
    this.id = id;
    this.title = title;
    this.rivals = rivals;
    this.bars = Arrays.asList(bars);
  }

  /** Returns the name in files and arguments. */
  public String id() {
    return id;
  }

  /** Returns the name in the table. */
  public String title() {
    return title;
  }

  /** Returns who else does the work. */
  public List<String> rivals() {
    return rivals;
  }

  /** Returns what is to be reached. */
  public List<Bar> bars() {
    return bars;
  }
}
