package io.popoto.testing;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The shared server as it is, past the library. Its strings have one character (of Latin-1) for
 * each byte, so that every key and value can be compared and shown.
 */
public final class RawRedis {
  private static final ClientResources RESOURCES =
      DefaultClientResources.builder()
          .reconnectDelay(
              Delay.exponential(
                  Duration.ofMillis(5), Duration.ofMillis(500), 2, TimeUnit.MILLISECONDS))
          .build();

  private RawRedis() {}

  /** Returns the client resources that all tests of this JVM share. */
  public static ClientResources resources() {
    return RESOURCES;
  }

  /** Returns commands on the shared server. */
  public static RedisCommands<String, String> commands() {
    return Shared.COMMANDS;
  }

  /** Returns the bytes of a text, one character each; unpaired surrogates have three bytes. */
  public static String bytesOf(String text) {
    StringBuilder bytes = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> append(bytes, codePoint));
    return bytes.toString();
  }

  private static void append(StringBuilder bytes, int codePoint) {
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      bytes.append((char) (0xE0 | codePoint >> 12));
      bytes.append((char) (0x80 | (codePoint >> 6 & 0x3F)));
      bytes.append((char) (0x80 | (codePoint & 0x3F)));
    } else {
      byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
      bytes.append(new String(utf8, StandardCharsets.ISO_8859_1));
    }
  }

  /** Returns all keys that begin with a prefix without special characters, by SCAN. */
  public static Set<String> keys(String prefix) {
    return keys(commands(), prefix);
  }

  /** The same of another server. */
  public static Set<String> keys(RedisCommands<String, String> server, String prefix) {
    Set<String> keys = new TreeSet<>();
    ScanArgs args = ScanArgs.Builder.matches(prefix + "*").limit(1000);
    ScanCursor cursor = ScanCursor.INITIAL;
    do {
      KeyScanCursor<String> page = server.scan(cursor, args);
      keys.addAll(page.getKeys());
      cursor = page;
    } while (!cursor.isFinished());
    return keys;
  }

  /** Deletes all keys that begin with a prefix without special characters. */
  public static void deleteAll(String prefix) {
    String[] keys = keys(prefix).toArray(String[]::new);
    for (int from = 0; from < keys.length; from += 1000) {
      int to = Math.min(keys.length, from + 1000);
      commands().unlink(java.util.Arrays.copyOfRange(keys, from, to));
    }
  }

  /** Connects to a server; the connection is restored when it is cut. */
  public static StatefulRedisConnection<String, String> connect(String uri) {
    return RedisClient.create(RESOURCES, uri).connect(new StringCodec(StandardCharsets.ISO_8859_1));
  }

  /** Connects on first use. */
  private static final class Shared {
    static final RedisCommands<String, String> COMMANDS = connect(RedisServers.uri()).sync();
  }
}
