package io.popoto.benchmarks.jmh;

import io.popoto.benchmarks.rival.Rival;
import io.popoto.benchmarks.rival.Server;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What all benchmarks share: a rival, connected to the server of this run. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public abstract class Work {
  /** Names the system property with the port of the server. */
  public static final String PORT = "popoto.benchmarks.port";

  /** The databases, so that no rival's data lies in another's way. */
  private static final List<String> DATABASES = List.of("popoto", "hand", "spring", "redisson");

  /** Who does the work. */
  @Param("popoto")
  public String rival = "popoto";

  /** How many restaurants there are. */
  @Param("10000")
  public int size;

  private @Nullable Rival<Object> open;

  /** Returns where a rival keeps its data; some share another's. */
  public static Server server(int port, String rival) {
    String owner =
        switch (rival) {
          case "floor" -> "popoto";
          case "hand-watch" -> "hand";
          default -> rival;
        };
    return new Server(port, DATABASES.indexOf(owner));
  }

  /** Connects. */
  @SuppressWarnings("unchecked")
  final Rival<Object> open(int firstDatabase) {
    Server server = server(Integer.getInteger(PORT), rival);
    Server mine = new Server(server.port(), server.database() + firstDatabase);
    open = (Rival<Object>) Rival.open(rival, mine);
    return open;
  }

  final Rival<Object> rival() {
    return Objects.requireNonNull(open);
  }

  /** Disconnects. */
  @TearDown
  public void close() {
    rival().close();
  }
}
