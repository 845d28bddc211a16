package io.popoto.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MonitorLineTest {
  @Test
  void readsArguments() {
    MonitorLine line = MonitorLine.parse("+1.5 [0 127.0.0.1:50000] \"SET\" \"a b\" \"\"");

    assertThat(line.command()).containsExactly("SET", "a b", "");
    assertThat(line.fromScript()).isFalse();
  }

  @Test
  void undoesEscapes() {
    MonitorLine line =
        MonitorLine.parse("+1.5 [0 [::1]:5] \"a\\\"b\\\\c\\n\\x00\" \"\\xe6\\x97\\xa5\" \"[\"");

    assertThat(line.command()).containsExactly("a\"b\\c\n\0", "日", "[");
  }

  @Test
  void tellsWhatAScriptCalls() {
    assertThat(MonitorLine.parse("+1.5 [0 lua] \"get\" \"a\"").fromScript()).isTrue();
  }

  @Test
  void refusesOtherLines() {
    assertThatThrownBy(() -> MonitorLine.parse("+OK")).hasMessageContaining("+OK");
  }
}
