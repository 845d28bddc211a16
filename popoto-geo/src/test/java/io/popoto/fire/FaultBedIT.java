package io.popoto.fire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets every kind of fault happen beside a workload, and holds what is left against all rules. In
 * the ordinary build each happens once or twice, for the same reason each time; {@code -Pfire}
 * makes it many. {@code -Dpopoto.fire.faults=…} picks those whose name contains the text, {@code
 * -Dpopoto.fire.seed=…} another seed.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class FaultBedIT {
  private static final Table TABLE = new Table();

  static List<Fault> faults() {
    String some = System.getProperty("popoto.fire.faults", "");
    return Faults.all().stream().filter(fault -> fault.name().contains(some)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void leavesAllRulesUnbroken(Fault fault) throws Exception {
    Result result =
        new Bed(fault, FireOptions.SEED, FireOptions.strikes(), FireOptions.between()).run();
    TABLE.add(result);
    System.out.print("[fire] " + result.report());
    assertThat(result.violationCount()).as(result.report()).isZero();
    assertThat(result.done()).as("operations that were done").isGreaterThan(100);
  }

  @AfterAll
  static void write() {
    TABLE.write();
  }

  /** What the build or the profile asks for. */
  static final class FireOptions {
    static final long SEED = Long.getLong("popoto.fire.seed", 1);

    private FireOptions() {}

    static int strikes() {
      return Integer.getInteger("popoto.fire.strikes", 1);
    }

    static Duration between() {
      return Duration.ofMillis(Integer.getInteger("popoto.fire.between", 300));
    }
  }
}
