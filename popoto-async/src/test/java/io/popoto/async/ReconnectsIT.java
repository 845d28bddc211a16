package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.event.connection.ReconnectAttemptEvent;
import io.lettuce.core.resource.ClientResources;
import io.netty.util.HashedWheelTimer;
import io.popoto.Popoto;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Clients of a server that is away for a while, which do not all come back at once. With {@code
 * -Dpopoto.plot=true} they are two hundred, and docs/images/reconnects.svg shows their attempts.
 */
class ReconnectsIT {
  private static final boolean PLOTS = Boolean.getBoolean("popoto.plot");
  private static final int CLIENTS = PLOTS ? 200 : 20;
  private static final long AWAY_MILLIS = PLOTS ? 5_000 : 2_000;
  private static final int BIN_MILLIS = 20;

  @Test
  void attemptsAreSpread() throws IOException {
    // Processes of their own would each have a timer; this one is as exact as that of a Popoto.
    HashedWheelTimer timer = new HashedWheelTimer(10, TimeUnit.MILLISECONDS);
    ClientResources resources = ClientResources.builder().timer(timer).build();
    List<Popoto> clients = new ArrayList<>();
    Queue<Long> attempts = new ConcurrentLinkedQueue<>();
    try (EmbeddedRedis server = RedisServers.startOwn()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            Faults.builder(server.uri(), Duration.ofSeconds(10))
                .clientResources(resources)
                .build());
      }
      resources
          .eventBus()
          .get()
          .ofType(ReconnectAttemptEvent.class)
          .subscribe(event -> attempts.add(System.nanoTime()));
      long start = System.nanoTime();
      server.kill();
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(() -> System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(AWAY_MILLIS));
      server.restart();
      long back = millisSince(start, System.nanoTime());
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(10))
          .until(() -> clients.stream().allMatch(client -> client.connectionState().connected()));
      long all = millisSince(start, System.nanoTime());

      int[] bins = new int[(int) (all / BIN_MILLIS) + 1];
      attempts.forEach(time -> bins[binOf(millisSince(start, time), bins.length)]++);
      int connections = 2 * CLIENTS;
      // While the server is away for long, each comes every 375 ms on average.
      int[] steady = Arrays.copyOfRange(bins, 1_000 / BIN_MILLIS, (int) (back / BIN_MILLIS));
      assertThat(Arrays.stream(steady).sum())
          .isBetween(
              (int) (connections * steady.length * BIN_MILLIS / 500.0 * 0.5),
              (int) (connections * steady.length * BIN_MILLIS / 250.0));
      // On a busy machine some come late, and then together.
      for (int i = 0; i + 5 <= steady.length; i++) {
        int in100Millis = Arrays.stream(steady, i, i + 5).sum();
        assertThat(in100Millis).as("from %d on", i).isLessThan(connections * 2 / 3);
      }
      assertThat(all - back).isLessThan(3_000);
      if (PLOTS) {
        plot(bins, back, all);
      }
    } finally {
      clients.forEach(Popoto::close);
      resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      timer.stop();
    }
  }

  private static long millisSince(long start, long time) {
    return TimeUnit.NANOSECONDS.toMillis(time - start);
  }

  private static int binOf(long millis, int bins) {
    return (int) Math.min(bins - 1L, Math.max(0, millis / BIN_MILLIS));
  }

  private static void plot(int[] bins, long back, long all) throws IOException {
    int width = 720;
    int height = 220;
    int left = 50;
    int bottom = 200;
    double x = (width - left - 20.0) / (bins.length * BIN_MILLIS);
    double y = 150.0 / Arrays.stream(bins).max().orElseThrow();
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="%d" height="%d" fill="#fff"/>
        <text x="%d" y="18" fill="#222">Attempts to reconnect in each %d ms, of %d clients with two connections each</text>
        """
            .formatted(width, height + 20, width, height + 20, left, BIN_MILLIS, CLIENTS));
    for (int i = 0; i < bins.length; i++) {
      double high = bins[i] * y;
      svg.append(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.2f\" height=\"%.1f\" fill=\"#2a6fb0\"/>%n"
              .formatted(left + i * BIN_MILLIS * x, bottom - high, BIN_MILLIS * x, high));
    }
    int most = Arrays.stream(bins).max().orElseThrow();
    for (int value : new int[] {0, most / 2, most}) {
      svg.append(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%d</text>%n"
              .formatted(left - 6, bottom - value * y + 4, value));
    }
    for (int second = 0; second * 1_000 <= bins.length * BIN_MILLIS; second++) {
      svg.append(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%d s</text>%n"
              .formatted(left + second * 1_000 * x, bottom + 18, second));
    }
    line(svg, left + back * x, "the server is back", "end");
    line(svg, left + all * x, "", "end");
    svg.append("</svg>\n");
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    Files.writeString(root.resolve("docs/images/reconnects.svg"), svg);
    System.out.printf(
        "most in %d ms: %d of %d; back after %d ms, all connected after %d ms%n",
        BIN_MILLIS, most, 2 * CLIENTS, back, all);
  }

  private static void line(StringBuilder svg, double x, String text, String anchor) {
    svg.append(
        """
        <line x1="%.1f" x2="%.1f" y1="40" y2="200" stroke="#b03030" stroke-dasharray="4 3"/>
        <text x="%.1f" y="38" text-anchor="%s" fill="#b03030">%s</text>
        """
            .formatted(x, x, x, anchor, text));
  }
}
