package io.popoto.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandMonitorIT {
  private static final String SCRIPT = "redis.call('SET', KEYS[1], 'x') return 1";

  private final EmbeddedRedis server = RedisServers.startOwn();
  private final RedisClient client = RedisClient.create(server.uri());
  private RedisCommands<String, String> redis;

  @BeforeEach
  void connect() {
    redis = client.connect().sync();
  }

  @AfterEach
  void disconnect() {
    client.shutdown();
    server.close();
  }

  @Test
  void listsWhatTheClientSentInOrder() {
    try (CommandMonitor monitor = CommandMonitor.on(server.uri())) {
      redis.set("日本 \"a\"", "1\n2");
      redis.get("b");

      assertThat(monitor.commands())
          .containsExactly(List.of("SET", "日本 \"a\"", "1\n2"), List.of("GET", "b"));
    }
  }

  @Test
  void listsAScriptButNotWhatItCalls() {
    try (CommandMonitor monitor = CommandMonitor.on(server.uri())) {
      redis.eval(SCRIPT, ScriptOutputType.INTEGER, "a");

      assertThat(monitor.commands()).containsExactly(List.of("EVAL", SCRIPT, "1", "a"));
    }
  }

  @Test
  void goesOnAfterItWasAsked() {
    try (CommandMonitor monitor = CommandMonitor.on(server.uri())) {
      redis.get("a");
      assertThat(monitor.commands()).hasSize(1);
      redis.get("b");
      assertThat(monitor.commands()).hasSize(2);
      monitor.clear();
      assertThat(monitor.commands()).isEmpty();
    }
  }

  @Test
  void commandLogCountsWhatTheServerExecutes() {
    try (CommandLog log = CommandLog.on(server.uri())) {
      redis.eval(SCRIPT, ScriptOutputType.INTEGER, "a");
      redis.get("a");
      redis.get("a");

      assertThat(log.counts()).containsOnly(entry("eval", 1L), entry("set", 1L), entry("get", 2L));
      assertThat(log.count("get")).isEqualTo(2);
      assertThat(log.total()).isEqualTo(4);

      log.reset();
      assertThat(log.counts()).isEmpty();
    }
  }
}
