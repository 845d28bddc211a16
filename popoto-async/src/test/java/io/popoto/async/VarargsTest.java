package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where two overloads take any number of arguments, a call without any of them compiles. */
class VarargsTest {
  private static List<Method> publicMethods() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.popoto").stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> !type.getPackageName().startsWith("io.popoto.internal"))
            .map(JavaClass::reflect)
            .flatMap(type -> Stream.of(type.getMethods()))
            .filter(method -> method.getDeclaringClass().getName().startsWith("io.popoto."))
            .distinct()
            .toList();
  }

  private static List<Class<?>> fixed(Method method) {
    return Arrays.asList(method.getParameterTypes()).subList(0, method.getParameterCount() - 1);
  }

  private static Class<?> last(Method method) {
    return method.getParameterTypes()[method.getParameterCount() - 1];
  }

  private static boolean isAmbiguous(Method one, Method other) {
    return other.isVarArgs()
        && fixed(one).equals(fixed(other))
        && !last(one).isAssignableFrom(last(other))
        && !last(other).isAssignableFrom(last(one));
  }

  private static Stream<Method> overloads(Method of, List<Method> all) {
    return all.stream()
        .filter(it -> it.getName().equals(of.getName()))
        .filter(it -> it.getDeclaringClass() == of.getDeclaringClass())
        .filter(it -> Modifier.isStatic(it.getModifiers()) == Modifier.isStatic(of.getModifiers()));
  }

  @Test
  void noCallWithoutArgumentsIsAmbiguous() {
    List<Method> all = publicMethods();
    List<Method> several =
        all.stream()
            .filter(Method::isVarArgs)
            .filter(method -> overloads(method, all).anyMatch(it -> isAmbiguous(method, it)))
            .toList();

    assertThat(several)
        .extracting(Method::getName)
        .contains("orderBy", "values", "only")
        .doesNotContain("filter");
    assertThat(several)
        .allSatisfy(
            method ->
                assertThat(overloads(method, all))
                    .as(method.toString())
                    .anyMatch(it -> Arrays.asList(it.getParameterTypes()).equals(fixed(method))));
  }
}
