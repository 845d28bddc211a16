package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tests of threads in a JVM whose common pool has no threads, as in containers of one core. */
class NoCommonPoolIT {
  private static final List<Class<?>> TESTS = List.of(ThreadsIT.class);

  /**
   * Runs tests without JUnit's engine, which would need its launcher, and prints how many passed.
   */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      int passed = 0;
      for (Class<?> type : TESTS) {
        for (Method test : methods(type, Test.class)) {
          Constructor<?> constructor = type.getDeclaredConstructor();
          Object instance = constructor.newInstance();
          try {
            test.invoke(instance);
            passed++;
          } catch (InvocationTargetException e) {
            System.out.println("FAILED " + test);
            e.getTargetException().printStackTrace(System.out);
          }
          for (Method after : methods(type, AfterEach.class)) {
            after.invoke(instance);
          }
        }
      }
      System.out.println("parallelism=" + ForkJoinPool.getCommonPoolParallelism());
      System.out.println("passed=" + passed);
      // Threads of the tests may be left.
      System.exit(0);
    }
  }

  @Test
  void callsEndAsTheyDoElsewhere() throws Exception {
    String output =
        ChildJvm.run(
            List.of(
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
                "-Dio.lettuce.core.epoll=false",
                "-Dpopoto.test.redis=uri"),
            Main.class);

    long all = TESTS.stream().mapToLong(type -> methods(type, Test.class).size()).sum();
    assertThat(all).isGreaterThan(8);
    assertThat(output.lines()).as(output).contains("passed=" + all);
  }

  private static List<Method> methods(Class<?> type, Class<? extends Annotation> annotation) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(annotation))
        .toList();
  }
}
