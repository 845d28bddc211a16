package io.popoto.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A server in a container; the only class that needs Testcontainers. */
final class DockerRedis {
  static final String DEFAULT_IMAGE = "redis:8";

  private static final int PORT = 6379;

  private DockerRedis() {}

  static boolean isAvailable() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Starts a container that lives as long as this JVM, and returns its address. */
  static String start(String image) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withExposedPorts(PORT)
            .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*", 1));
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "docker-redis-shutdown"));
    return "redis://" + container.getHost() + ":" + container.getMappedPort(PORT);
  }
}
