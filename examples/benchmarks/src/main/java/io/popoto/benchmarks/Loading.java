package io.popoto.benchmarks;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.benchmarks.jmh.Work;
import io.popoto.benchmarks.report.Figures;
import io.popoto.benchmarks.report.Row;
import io.popoto.benchmarks.rival.Place;
import io.popoto.benchmarks.rival.Places;
import io.popoto.benchmarks.rival.Rival;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fills the databases, one rival after the other, and watches the server's memory. */
final class Loading implements AutoCloseable {
  private static final int CHUNK = 10_000;
  private static final int SLOW_THREADS = 8;

  private final int port;
  private final Figures figures;
  private final RedisClient client;
  private final RedisCommands<String, String> redis;
  private final Map<String, Integer> loaded = new HashMap<>();
  private final Map<String, Long> used = new HashMap<>();

  Loading(int port, Figures figures) {
    this.port = port;
    this.figures = figures;
    this.client = RedisClient.create("redis://127.0.0.1:" + port);
    this.redis = client.connect().sync();
  }

  /** Loads a rival's database up to a size. */
  @SuppressWarnings("unchecked")
  void upTo(String name, int size) {
    int from = loaded.getOrDefault(name, 0);
    if (from >= size) {
      return;
    }
    long start = System.nanoTime();
    try (Rival<Object> rival = (Rival<Object>) Rival.open(name, Work.server(port, name))) {
      long before = memory();
      for (int at = from; at < size; at += CHUNK) {
        load(name, rival, Places.range(at, Math.min(at + CHUNK, size)));
      }
      long bytes = used.merge(name, memory() - before, Long::sum);
      figures.add(Row.MEMORY, name, size, (double) bytes / size, "bytes");
    }
    loaded.put(name, size);
    System.out.printf(
        "%s: %,d records loaded in %.1f s, %,d bytes each%n",
        name, size, (System.nanoTime() - start) / 1e9, used.getOrDefault(name, 0L) / size);
  }

  /** The slow ones are loaded by several threads; how does not matter here. */
  private static void load(String name, Rival<Object> rival, List<Place> places) {
    List<Object> entities = rival.entities(places);
    if (!name.equals("spring")) {
      rival.createAll(entities);
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(SLOW_THREADS);
    try {
      List<CompletableFuture<Void>> parts = new ArrayList<>();
      for (int part = 0; part < SLOW_THREADS; part++) {
        int from = part * entities.size() / SLOW_THREADS;
        int to = (part + 1) * entities.size() / SLOW_THREADS;
        parts.add(
            CompletableFuture.runAsync(() -> rival.createAll(entities.subList(from, to)), threads));
      }
      parts.forEach(CompletableFuture::join);
    } finally {
      threads.shutdown();
    }
  }

  /** Used memory without what clients and replies take for a moment. */
  private long memory() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      String info = redis.info("memory");
      least = Math.min(least, number(info, "used_memory") - number(info, "mem_clients_normal"));
    }
    return least;
  }

  private static long number(String info, String name) {
    return Long.parseLong(text(info, name).orElseThrow());
  }

  private static Optional<String> text(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /** Returns name and version of the server, then whose malloc it has. */
  String server() {
    String info = redis.info("server");
    String version =
        text(info, "valkey_version")
            .map(valkey -> "Valkey " + valkey)
            .orElseGet(() -> "Redis " + text(info, "redis_version").orElseThrow());
    String allocator = text(redis.info("memory"), "mem_allocator").orElse("unknown");
    return version + ", malloc of " + allocator;
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
