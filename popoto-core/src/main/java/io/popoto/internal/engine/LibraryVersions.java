package io.popoto.internal.engine;

import io.lettuce.core.LettuceVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.cfg.PackageVersion;

/**
 * Refuses libraries that are too old, as a framework that manages versions may choose them.
 *
 * <p>Lettuce before 6.7 sends commands in flight again after a reconnect although it is told to
 * reject them, so that a write could take effect twice. Jackson 3.1 and later cannot be initialized
 * without an annotation of jackson-annotations 2.21, which would show only when the first model
 * with a JSON field is registered.
 */
public final class LibraryVersions {
  private static final int OLDEST_MAJOR = 6;
  private static final int OLDEST_MINOR = 7;
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");
  private static final String NEEDED = "com.fasterxml.jackson.annotation.JsonSerializeAs";

  private LibraryVersions() {}

  /**
   * Checks what is on the class path.
   *
   * @throws IllegalStateException if Lettuce or jackson-annotations is too old; the message names
   *     the version to ask for
   */
  public static void check() {
    checkLettuce(LettuceVersion.getVersion());
    checkJackson(PackageVersion.VERSION, PackageVersion.class.getClassLoader());
  }

  static void checkLettuce(@Nullable String version) {
    Matcher parts = VERSION.matcher(version == null ? "" : version);
    if (!parts.matches()) {
      return; // a repackaged jar, or one on the module path: neither tells its version
    }
    int major = Integer.parseInt(parts.group(1));
    int minor = Integer.parseInt(parts.group(2));
    if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
      throw new IllegalStateException(
          ("Lettuce %s is on the class path, but Popoto needs 6.7 or later: older versions send"
                  + " writes again after a reconnect. Set the version of io.lettuce:lettuce-core to"
                  + " 6.8.2.RELEASE (with Netty 4.1, as in Spring Boot 3) or 7.7.0.RELEASE.")
              .formatted(version));
    }
  }

  static void checkJackson(Version version, ClassLoader loader) {
    try {
      Class.forName(NEEDED, false, loader);
    } catch (ClassNotFoundException e) {
      if (version.getMajorVersion() == 3 && version.getMinorVersion() == 0) {
        return; // needs 2.20 only
      }
      throw new IllegalStateException(
          ("Jackson %s does not find %s: an older jackson-annotations is on the class path, as"
                  + " Spring Boot 3 and 4.0 manage it. Set the version of"
                  + " com.fasterxml.jackson.core:jackson-annotations to 2.22.")
              .formatted(version, NEEDED),
          e);
    }
  }
}
