package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.Query;
import io.popoto.Repository;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both APIs have the same methods; those that ask Redis return futures of the same results. */
class ParityTest {
  private static final Set<String> PASS_THROUGH =
      Set.of("model", "key", "parseKey", "ref", "connectionState");
  private static final Map<String, String> BOXES =
      Map.of(
          "void",
          "java.lang.Void",
          "boolean",
          "java.lang.Boolean",
          "long",
          "java.lang.Long",
          "int",
          "java.lang.Integer");

  @Test
  void asyncRepositoryHasTheMethodsOfRepository() {
    assertThat(signatures(AsyncRepository.class))
        .containsExactlyInAnyOrderElementsOf(twins(Repository.class));
  }

  @Test
  void asyncQueryHasTheMethodsOfQuery() {
    assertThat(signatures(AsyncQuery.class))
        .containsExactlyInAnyOrderElementsOf(twins(Query.class));
  }

  @Test
  void asyncEntryPointHasTheMethodsOfTheBlockingOneThatDoNotOpenOrClose() {
    Set<String> expected = twins(Popoto.class);
    expected.removeIf(signature -> signature.contains(" close["));

    assertThat(signatures(AsyncPopoto.class)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Set<String> signatures(Class<?> type) {
    return methods(type)
        .map(method -> name(method.getGenericReturnType().getTypeName()) + " " + called(method))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> twins(Class<?> type) {
    return methods(type)
        .map(method -> twinOf(method) + " " + called(method))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !method.isSynthetic());
  }

  private static String called(Method method) {
    return method.getName()
        + Arrays.stream(method.getGenericParameterTypes())
            .map(parameter -> name(parameter.getTypeName()))
            .toList();
  }

  private static String twinOf(Method method) {
    String result = method.getGenericReturnType().getTypeName();
    if (PASS_THROUGH.contains(method.getName())) {
      return name(result);
    }
    if (method.getReturnType() == Stream.class) {
      return result.replace("java.util.stream.Stream", "java.util.concurrent.Flow$Publisher");
    }
    boolean staysOffline =
        method.getReturnType() == Query.class || method.getReturnType() == Repository.class;
    return name(
        staysOffline
            ? result
            : "java.util.concurrent.CompletableFuture<" + BOXES.getOrDefault(result, result) + ">");
  }

  /** Names the types of both APIs alike. */
  private static String name(String type) {
    return type.replace("io.popoto.async.AsyncQuery", "io.popoto.Query")
        .replace("io.popoto.async.AsyncRepository", "io.popoto.Repository");
  }
}
