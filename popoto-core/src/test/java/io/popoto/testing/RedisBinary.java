package io.popoto.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code redis-server} that the embedded-redis jar carries for this platform. */
final class RedisBinary {
  private static final String VERSION = "7.0.15";

  private RedisBinary() {}

  static boolean isAvailable() {
    return resource() != null;
  }

  /** Returns the extracted executable; all callers in one JVM share it. */
  static Path path() {
    return Extracted.PATH;
  }

  private static @Nullable URL resource() {
    return RedisBinary.class.getResource("/" + resourceName());
  }

  private static String resourceName() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch");
    return "redis-server-%s-%s-%s"
        .formatted(
            VERSION,
            os.startsWith("mac") ? "darwin" : os,
            architecture.equals("x86_64")
                ? "amd64"
                : architecture.equals("aarch64") ? "arm64" : architecture);
  }

  /** Extracts on first use. */
  private static final class Extracted {
    static final Path PATH = extract();

    private static Path extract() {
      URL resource = resource();
      if (resource == null) {
        throw new IllegalStateException(
            "No embedded server for this platform: "
                + resourceName()
                + " is not on the class path. Add org.signal:embedded-redis, or use another server.");
      }
      try (InputStream in = resource.openStream()) {
        // A directory of this process alone: nobody else can put a file of their own there.
        Path directory = Files.createTempDirectory("popoto-redis-");
        Path binary = directory.resolve("redis-server");
        Files.copy(in, binary);
        if (!binary.toFile().setExecutable(true)) {
          throw new IOException("Cannot make " + binary + " executable");
        }
        directory.toFile().deleteOnExit();
        binary.toFile().deleteOnExit();
        return binary;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
