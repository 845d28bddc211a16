package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Popoto;
import io.popoto.testing.RedisServers;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module, compiled with the processor and run from the module path. */
class ModulePathIT {
  private static final String MODULE =
      """
      module shop {
        requires io.popoto.core;
        requires io.popoto.async;
        opens shop to io.popoto.core;
      }
      """;

  private static final String APPLICATION =
      """
      package shop;

      import io.popoto.Popoto;
      import io.popoto.annotation.KeyField;
      import io.popoto.annotation.Model;
      import io.popoto.annotation.SortedField;
      import io.popoto.async.AsyncPopoto;
      import java.util.List;

      public class Application {
        @Model
        static class Cup {
          @KeyField private String name;
          @SortedField private long volume;
          private List<String> colours = List.of("red", "blue");
        }

        @Model
        record Plate(@KeyField String name, @SortedField int width) {}

        public static void main(String[] arguments) {
          try (Popoto popoto = Popoto.builder().uri(arguments[0]).namespace(arguments[1]).build()) {
            Cup cup = new Cup();
            cup.name = "mug";
            cup.volume = 300;
            popoto.repository(Cup.class).save(cup);
            AsyncPopoto async = AsyncPopoto.of(popoto);
            var plates = async.repository(Plate.class);
            plates.save(new Plate("saucer", 14)).join();
            var cups = async.repository(Cup.class).query().filter(Application_Cup_.volume.gt(200L));
            System.out.println(cups.all().join().get(0).colours + " " + plates.deleteAll().join());
            popoto.repository(Cup.class).deleteAll();
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void modularApplicationSavesAndQueriesItsPrivateClasses() throws Exception {
    Files.writeString(folder.resolve("module-info.java"), MODULE);
    Files.createDirectory(folder.resolve("shop"));
    Files.writeString(folder.resolve("shop/Application.java"), APPLICATION);
    String core = jarOf(Popoto.class, "io.popoto.core");
    String path =
        Stream.concat(
                Stream.of(core, jarOf(AsyncPopoto.class, "io.popoto.async")),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(ModulePathIT::isNeeded))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(compiled(core, path)).isZero();
    assertThat(outputOfRun(path)).isEqualTo("[red, blue] 1");
  }

  /** Libraries that the two modules use; those of tests are no modules of an application. */
  private static boolean isNeeded(String jar) {
    return Stream.of("lettuce", "netty", "reactor", "reactive-streams-1", "jackson", "slf4j-api")
            .anyMatch(new File(jar).getName()::startsWith)
        || Stream.of("jspecify", "ulid", "ksuid", "redis-authx")
            .anyMatch(new File(jar).getName()::startsWith);
  }

  private int compiled(String core, String path) {
    return ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            null,
            null,
            "--module-path",
            path,
            "--processor-path",
            core,
            "-d",
            folder.resolve("out").toString(),
            folder.resolve("module-info.java").toString(),
            folder.resolve("shop/Application.java").toString());
  }

  private String outputOfRun(String path) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--module-path", folder.resolve("out") + File.pathSeparator + path));
    // Automatic modules do not say what they require, and Netty and Jackson are not automatic.
    command.addAll(List.of("--add-modules", "ALL-MODULE-PATH"));
    command.addAll(List.of("--module", "shop/shop.Application"));
    command.addAll(List.of(RedisServers.uri(), "modules"));
    File errors = folder.resolve("errors").toFile();
    Process process = new ProcessBuilder(command).redirectError(errors).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors.toPath())).isZero();
    return output.strip();
  }

  /** Returns the jar that a class is from; in an IDE, whose class path has folders, a new one. */
  private String jarOf(Class<?> type, String module) throws Exception {
    Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isDirectory(classes)) {
      return classes.toString();
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
    Path jar = folder.resolve(module + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
    return jar.toString();
  }
}
