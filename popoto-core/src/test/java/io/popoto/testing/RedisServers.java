package io.popoto.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server that the tests of this JVM talk to. The order is: the address in the environment
 * variable {@value #URI_VARIABLE}, the embedded server, Docker. The system property {@value
 * #CHOICE_PROPERTY} picks one of them: {@code uri}, {@code embedded}, {@code docker}, {@code
 * docker:IMAGE}, or the path of a server's executable. If there is none, tests fail; they are never
 * skipped.
 */
public final class RedisServers {
  /** Names the environment variable that holds the address of a running server. */
  public static final String URI_VARIABLE = "POPOTO_TEST_REDIS_URI";

  /** Names the system property that picks a kind of server. */
  public static final String CHOICE_PROPERTY = "popoto.test.redis";

  private static final String DOCKER_PREFIX = "docker:";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private RedisServers() {}

  /**
   * Returns the address of the server that all tests of this JVM share.
   *
   * @throws IllegalStateException if no server can be had
   */
  public static String uri() {
    return Shared.URI;
  }

  /**
   * Starts a server that the caller may kill, pause and close: the executable that was picked, else
   * the embedded one.
   *
   * @param extraArguments appended to its command line
   */
  public static EmbeddedRedis startOwn(String... extraArguments) {
    Choice choice = Choice.of(System.getProperty(CHOICE_PROPERTY, ""));
    return choice.kind() == Kind.BINARY
        ? EmbeddedRedis.start(Path.of(choice.detail()), extraArguments)
        : EmbeddedRedis.start(extraArguments);
  }

  /** Finds a server; visible for its own test. */
  static String find(String choiceText, @Nullable String configuredUri) {
    Choice choice = Choice.of(choiceText);
    return switch (choice.kind()) {
      case ANY -> findAny(configuredUri);
      case URI -> configured(configuredUri);
      case EMBEDDED -> EmbeddedRedis.start().uri();
      case DOCKER -> docker(choice.detail());
      case BINARY -> EmbeddedRedis.start(Path.of(choice.detail())).uri();
    };
  }

  private static String findAny(@Nullable String configuredUri) {
    if (configuredUri != null && !configuredUri.isBlank()) {
      return configured(configuredUri);
    }
    if (EmbeddedRedis.isAvailable()) {
      return EmbeddedRedis.start().uri();
    }
    return docker(DockerRedis.DEFAULT_IMAGE);
  }

  private static String configured(@Nullable String uri) {
    if (uri == null || uri.isBlank()) {
      throw new IllegalStateException(
          "-D%s=uri needs the address of a server in the environment variable %s."
              .formatted(CHOICE_PROPERTY, URI_VARIABLE));
    }
    try (RedisSocket connection = RedisSocket.open(uri, TIMEOUT)) {
      String reply = connection.call("PING");
      if (!reply.equals("+PONG")) {
        throw new IllegalStateException("The server of " + URI_VARIABLE + " says " + reply);
      }
      return uri;
    }
  }

  private static String docker(String image) {
    if (!DockerRedis.isAvailable()) {
      throw new IllegalStateException(
          """
          No Redis for the tests: Docker is not to be had, which was picked or the last resort. \
          Set the environment variable %s to the address of a server, or pass -D%s=PATH with the \
          path of a redis-server. The embedded one runs on Linux and macOS only."""
              .formatted(URI_VARIABLE, CHOICE_PROPERTY));
    }
    return DockerRedis.start(image);
  }

  private enum Kind {
    ANY,
    URI,
    EMBEDDED,
    DOCKER,
    BINARY
  }

  /** What the system property says; the detail is an image or a path. */
  private record Choice(Kind kind, String detail) {
    static Choice of(String text) {
      return switch (text) {
        case "" -> new Choice(Kind.ANY, "");
        case "uri" -> new Choice(Kind.URI, "");
        case "embedded" -> new Choice(Kind.EMBEDDED, "");
        case "docker" -> new Choice(Kind.DOCKER, DockerRedis.DEFAULT_IMAGE);
        default -> imageOrPath(text);
      };
    }

    private static Choice imageOrPath(String text) {
      if (text.startsWith(DOCKER_PREFIX)) {
        return new Choice(Kind.DOCKER, text.substring(DOCKER_PREFIX.length()));
      }
      if (Files.isExecutable(Path.of(text))) {
        return new Choice(Kind.BINARY, text);
      }
      throw new IllegalStateException(
          "-D%s=%s: expected uri, embedded, docker, docker:IMAGE or the path of an executable."
              .formatted(CHOICE_PROPERTY, text));
    }
  }

  /** Starts the shared server on first use. */
  private static final class Shared {
    static final String URI =
        find(System.getProperty(CHOICE_PROPERTY, ""), System.getenv(URI_VARIABLE));
  }
}
