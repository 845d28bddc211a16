package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Popoto;
import io.popoto.async.Faults.Parcel;
import io.popoto.async.Faults.Probe;
import io.popoto.testing.RedisServers;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong in an asynchronous method, its future says so. */
class NeverThrowsIT {
  private final Popoto popoto = Faults.builder(RedisServers.uri(), Duration.ofSeconds(5)).build();
  private final AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);

  @AfterEach
  void close() {
    Probe.onConstruction = () -> {};
    popoto.close();
  }

  private static Object[] nothingFor(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(type -> type == int.class ? (Object) 1 : null)
        .toArray();
  }

  @Test
  void methodsOfRepositoriesFailTheirFutureForNull() throws Exception {
    for (Method method : AsyncRepository.class.getMethods()) {
      if (method.getReturnType() == CompletableFuture.class) {
        var future = (CompletableFuture<?>) method.invoke(parcels, nothingFor(method));
        assertThat(future.handle((done, failure) -> true).join()).as(method.toString()).isTrue();
      }
    }
  }

  @Test
  void methodsOfQueriesFailTheirFutureForNull() throws Exception {
    for (Method method : AsyncQuery.class.getMethods()) {
      Object result = method.invoke(parcels.query(), nothingFor(method));
      if (result instanceof AsyncQuery<?> query) {
        for (CompletableFuture<?> end :
            Stream.of(query.all(), query.count(), query.keys(), query.page()).toList()) {
          assertThat(end.handle((done, failure) -> true).join()).as(method.toString()).isTrue();
        }
        query.stream();
      } else if (result instanceof CompletableFuture<?> future) {
        assertThat(future.handle((done, failure) -> true).join()).as(method.toString()).isTrue();
      }
    }
  }

  @Test
  void errorsFailTheFuture() {
    Condition deep = Condition.of("weight", 1);
    for (int i = 0; i < 200_000; i++) {
      deep = deep.not().and(Condition.of("weight", i));
    }
    assertThat(Faults.failureOf(parcels.query().filter(deep).all())).isNotNull();
    assertThat(Faults.failureOf(parcels.query().exclude(deep).count())).isNotNull();
    AsyncRepository<Probe> probes = AsyncPopoto.of(popoto).repository(Probe.class);
    probes.create(new Probe("p")).join();
    Probe.onConstruction =
        () -> {
          throw new OutOfMemoryError("not really");
        };
    assertThat(Faults.failureOf(probes.load("p"))).hasStackTraceContaining("not really");
  }

  @Test
  void timeoutsBeyondAllMeasureAreLong() {
    assertThat(parcels.query().timeout(Duration.ofSeconds(Long.MAX_VALUE)).count().join()).isZero();
  }
}
