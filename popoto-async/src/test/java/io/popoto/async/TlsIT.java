package io.popoto.async;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.SslOptions;
import io.popoto.Listening;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.async.SentinelIT.Berth;
import io.popoto.exception.PopotoConnectionException;
import io.popoto.testing.EmbeddedRedis;
import io.popoto.testing.RedisServers;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS. */
class TlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir static Path directory;
  private static EmbeddedRedis server;
  private static String uri;

  @BeforeAll
  static void start() throws Exception {
    makeCertificate();
    int port = EmbeddedRedis.freePort();
    uri = "rediss://127.0.0.1:" + port;
    server =
        RedisServers.startOwn(
            "--tls-port",
            String.valueOf(port),
            "--tls-cert-file",
            file("certificate.pem"),
            "--tls-key-file",
            file("key.pem"),
            "--tls-ca-cert-file",
            file("certificate.pem"),
            "--tls-auth-clients",
            "no");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String file(String name) {
    return directory.resolve(name).toString();
  }

  /** Makes a key, and a certificate that it signs itself, with the tool of the JDK. */
  private static void makeCertificate() throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc:c",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    writePem("key.pem", "PRIVATE KEY", keys.getKey("redis", PASSWORD).getEncoded());
    writePem("certificate.pem", "CERTIFICATE", keys.getCertificate("redis").getEncoded());
  }

  private static void writePem(String name, String what, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    Files.write(
        directory.resolve(name),
        List.of("-----BEGIN " + what + "-----", text, "-----END " + what + "-----"));
  }

  private static PopotoBuilder builder() {
    return Faults.builder(uri, TIMEOUT);
  }

  @Test
  void trustedServerIsUsedForCallsAndEvents() {
    SslOptions trusting =
        SslOptions.builder().trustManager(directory.resolve("certificate.pem").toFile()).build();
    try (Popoto popoto = builder().clientOptions(o -> o.sslOptions(trusting)).build()) {
      Repository<Berth> berths = popoto.repository(Berth.class);
      Set<String> heard = ConcurrentHashMap.newKeySet();
      try (Listening listening = berths.listen(event -> heard.add(event.key().id()))) {
        berths.create(new Berth("a"));

        assertThat(berths.query().filter("ship", "none").all()).hasSize(1);
        assertThat(AsyncPopoto.of(popoto).repository(Berth.class).load("a").join()).isPresent();
        await().until(() -> heard.contains("a"));
      }
      assertThat(popoto.checkConnection()).isTrue();
    }
  }

  @Test
  void serverThatIsNotTrustedIsRefusedInTime() {
    long start = System.nanoTime();

    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(PopotoConnectionException.class)
        .hasMessageContaining("Cannot connect to rediss://127.0.0.1");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(2));
  }
}
