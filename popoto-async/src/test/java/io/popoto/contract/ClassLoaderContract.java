package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.popoto.Popoto;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.processor.Compilation;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of a class loader below that of the library, as in application servers. */
abstract class ClassLoaderContract extends Contract {
  private static final String MODEL =
      """
      package away;
      import com.fasterxml.jackson.annotation.JsonTypeInfo;
      import io.popoto.annotation.*;
      import java.util.*;
      @Model public class Trip {
        @KeyField public String id = "a";
        @SortedField public int length = 3;
        public Move move = new Walk();
        public Mood mood = Mood.FINE;
        public Map<Mood, List<Move>> moves = Map.of(Mood.FINE, List.of(new Walk()));
        public Weight weight;
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) public interface Move {}
        public static class Walk implements Move { int steps = 5; }
        public enum Mood { FINE, TIRED }
        public record Weight(int grams) {}
      }
      """;

  private static final String PLUGIN =
      """
      package away;
      import io.popoto.spi.*;
      import java.util.Map;
      public class AwayPlugin implements Plugin {
        public Map<Class<?>, ValueCodec<?>> codecs() {
          return Map.of(Trip.Weight.class, new ValueCodec<Trip.Weight>() {
            public byte[] encode(Trip.Weight weight) { return (weight.grams() + " g").getBytes(); }
            public Trip.Weight decode(byte[] stored) {
              return new Trip.Weight(Integer.parseInt(new String(stored).replace(" g", "")));
            }
          });
        }
      }
      """;

  ClassLoaderContract(Api api) {
    super(api);
  }

  /** A class loader with the plugin's service file. */
  private static final class WithService extends ClassLoader {
    private final URL service;

    WithService(ClassLoader parent, Path folder) throws IOException {
      super(parent);
      Path file = folder.resolve("service");
      Files.writeString(file, "away.AwayPlugin");
      service = file.toUri().toURL();
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
      boolean asked = name.equals("META-INF/services/io.popoto.spi.Plugin");
      return Collections.enumeration(asked ? List.of(service) : List.of());
    }
  }

  @SuppressWarnings("unchecked")
  private static Class<Object> trip(ClassLoader loader) {
    try {
      return (Class<Object>) loader.loadClass("away.Trip");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Object make(Class<?> type, Object... arguments) {
    try {
      return type.getConstructors()[0].newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object get(Object object, String field) {
    try {
      Field found = object.getClass().getField(field);
      return found.get(object);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void classesNamedInJsonAreThoseOfTheModel() {
    Class<Object> type = trip(Compilation.plain(MODEL).loader());
    try (Popoto popoto = redis.builder().build()) {
      use(popoto, type);
    }
  }

  private void use(Popoto popoto, Class<Object> type) {
    Repository<Object> trips = repository(popoto, type);
    trips.create(make(type));
    assertThat(Ref.of(make(type)).key().orElseThrow()).hasToString("Trip:a");
    Object loaded = trips.load("a").orElseThrow();
    assertThat(get(loaded, "move").getClass().getClassLoader()).isSameAs(type.getClassLoader());
    assertThat(get(loaded, "moves")).hasToString(get(loaded, "moves").toString());
    assertThat(trips.query().filter("length__gt", 2).all()).hasSize(1);
    assertThat(trips.query().filter("mood", "FINE").all()).hasSize(1);
    trips.deleteAll();
  }

  @Test
  void pluginsOfTheContextClassLoaderAreFound(@TempDir Path folder) throws Exception {
    ClassLoader loader = new WithService(Compilation.plain(MODEL, PLUGIN).loader(), folder);
    Class<Object> type = trip(loader);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try (Popoto popoto = redis.builder().build()) {
      thread.setContextClassLoader(before);
      Repository<Object> trips = repository(popoto, type);
      Object trip = make(type);
      Object weight = make(loader.loadClass("away.Trip$Weight"), 5);
      type.getField("weight").set(trip, weight);
      trips.create(trip);
      assertThat(RawRedis.commands().hget(redis.redisKey("Trip:a"), "weight")).isEqualTo("5 g");
      assertThat(get(trips.load("a").orElseThrow(), "weight")).isEqualTo(weight);
      trips.deleteAll();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void nothingKeepsTheClassesOfAnApplicationThatHasEnded() {
    List<Popoto> closed = new java.util.ArrayList<>();
    List<WeakReference<ClassLoader>> loaders = new java.util.ArrayList<>();
    for (int i = 0; i < 3; i++) {
      loaders.add(live(closed));
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).allMatch(loader -> loader.get() == null);
            });
    assertThat(closed).hasSize(3);
  }

  private WeakReference<ClassLoader> live(List<Popoto> closed) {
    ClassLoader loader = Compilation.plain(MODEL).loader();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    // With client resources of its own, whose threads end with it.
    try (Popoto popoto =
        Popoto.builder().uri(RedisServers.uri()).namespace(redis.namespace()).build()) {
      closed.add(popoto);
      use(popoto, trip(loader));
    } finally {
      thread.setContextClassLoader(before);
    }
    return new WeakReference<>(loader);
  }
}
