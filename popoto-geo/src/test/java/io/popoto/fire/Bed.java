package io.popoto.fire;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.exception.PopotoException;
import io.popoto.fire.oracle.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Runs a workload beside one kind of fault, and lets all judges look at what is left. */
final class Bed {
  private static final int WRITERS = 8;
  private static final int READERS = 4;

  private final Fault fault;
  private final long seed;
  private final int strikes;
  private final Duration between;
  private final Random random;
  private final World world = new World();
  private final Recorder recorder;
  private final String namespace;
  private final List<Duration> recoveries = new ArrayList<>();
  private final Map<String, AtomicLong> events = Round.counts();

  /**
   * Prepares a round.
   *
   * @param strikes how often the fault happens
   * @param between how long all is well before each
   */
  Bed(Fault fault, long seed, int strikes, Duration between) {
    this.fault = fault;
    this.seed = seed;
    this.strikes = strikes;
    this.between = between;
    this.random = new Random(seed);
    this.namespace = "fire-" + Long.toString(Math.abs(seed), 36);
    this.recorder =
        new Recorder(DeadlineJudge.limit(fault.timeout(), 1).toNanos(), List.of(Ground.SECRET));
  }

  Result run() throws Exception {
    try (Ground ground = fault.ground();
        Pulse pulse = new Pulse();
        Popoto quiet = persist(builder(ground.quietUri(), Duration.ofSeconds(10))::build)) {
      try (Popoto popoto = persist(faulty(ground)::build);
          Listening listening = persist(() -> listen(popoto))) {
        prepare(quiet);
        Crew crew = crew(popoto);
        strike(ground, popoto, quiet, pulse);
        crew.end(DeadlineJudge.limit(fault.timeout(), 4));
      }
      return judged(
          new Round(fault, ground, namespace, world, recorder, pulse, recoveries, events, quiet));
    }
  }

  private PopotoBuilder builder(String uri, Duration timeout) {
    return Popoto.builder()
        .uri(uri)
        .namespace(namespace)
        .timeout(timeout)
        .codec(Remark.class, new RemarkCodec());
  }

  private PopotoBuilder faulty(Ground ground) {
    PopotoBuilder builder = builder(ground.uri(), fault.timeout());
    fault.configure(builder);
    return builder;
  }

  private Listening listen(Popoto popoto) {
    return popoto
        .repository(Ledger.class)
        .listen(
            event ->
                events.computeIfAbsent(event.key().id(), k -> new AtomicLong()).incrementAndGet());
  }

  private void prepare(Popoto quiet) {
    for (int i = 0; i < World.BRANCHES.size(); i++) {
      quiet
          .repository(Branch.class)
          .save(new Branch(World.BRANCHES.get(i), World.CITIES.get(i), i));
    }
    counters(quiet, world.epoch());
  }

  private static void counters(Popoto quiet, int epoch) {
    for (int i = 0; i < World.COUNTERS; i++) {
      String name = "e" + epoch + "-" + i;
      persist(() -> quiet.repository(Counter.class).getOrCreate(new Counter(name)));
    }
  }

  /** Returns what a call gives that a busy machine may make fail. */
  static <R> R persist(Supplier<R> call) {
    for (int attempt = 0; ; attempt++) {
      try {
        return call.get();
      } catch (PopotoException e) {
        if (attempt == 20) {
          throw e;
        }
        Hold.millis(100);
      }
    }
  }

  private Crew crew(Popoto popoto) {
    Crew crew = new Crew(recorder);
    for (int i = 0; i < WRITERS + READERS; i++) {
      boolean async = i % 2 == 1;
      Actor actor = new Actor(popoto, async, world, recorder, seed + i);
      crew.add(actor, i < WRITERS ? Operations.OF_WRITERS : Operations.OF_READERS);
    }
    return crew;
  }

  private void strike(Ground ground, Popoto popoto, Popoto quiet, Pulse pulse) throws Exception {
    Scene scene = new Scene(ground, namespace, world, recorder, random);
    Recovery recovery = new Recovery(popoto, pulse);
    for (int i = 0; i < strikes; i++) {
      Hold.during(between);
      fault.strike(scene);
      recoveries.add(recovery.await());
      fault.afterRecovery(ground);
      counters(quiet, world.epoch() + 1);
      world.nextEpoch();
    }
    Hold.during(between);
  }

  /** Waits until all records that expire have done so: none does while they are judged. */
  private static void settle(Round round) {
    RedisCommands<String, String> raw = round.ground().raw();
    for (Shape shape : Round.SHAPES) {
      String key = round.space() + "popoto:" + shape.model() + ":expiry";
      await()
          .atMost(Duration.ofSeconds(20))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                long now = Long.parseLong(raw.time().get(0)) * 1_000;
                return raw.zcount(
                        key, Range.from(Range.Boundary.including(now), Range.Boundary.unbounded()))
                    == 0;
              });
    }
  }

  private Result judged(Round round) {
    settle(round);
    Map<String, List<String>> violations = new LinkedHashMap<>();
    violations.put("before mending", fault.mend(round));
    violations.put("calls", recorder.violations());
    for (Judge judge : Judge.all()) {
      try {
        violations.put(judge.getClass().getSimpleName(), judge.violations(round));
      } catch (RuntimeException e) {
        violations.put(judge.getClass().getSimpleName(), List.of("failed itself: " + e));
      }
    }
    violations.values().removeIf(List::isEmpty);
    return new Result(
        fault.name(),
        seed,
        strikes,
        recorder.operations(),
        recorder.count(Outcome.DONE),
        recorder.count(Outcome.UNKNOWN),
        violations,
        recorder.failures());
  }
}
