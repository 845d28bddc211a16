package io.popoto.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyScannerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK\r\n",
        "-ERR no\r\n",
        ":12\r\n",
        "_\r\n",
        "#t\r\n",
        ",1.5\r\n",
        "$-1\r\n",
        "$0\r\n\r\n",
        "$5\r\n+\r\n:1\r\n",
        "=7\r\ntxt:a\r\n\r\n",
        "*0\r\n",
        "*-1\r\n",
        "*2\r\n*1\r\n:1\r\n$1\r\na\r\n",
        "~2\r\n+a\r\n+b\r\n",
        "%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n_\r\n",
        "|1\r\n+ttl\r\n:5\r\n*1\r\n:1\r\n",
      })
  void findsTheBeginningOfTheNextReplyHoweverTheBytesArrive(String reply) {
    byte[] stream = (reply + "+NEXT\r\n").getBytes(StandardCharsets.UTF_8);
    int next = stream.length - "+NEXT\r\n".length();

    for (int size = 1; size <= stream.length; size++) {
      assertThat(starts(stream, size)).as("chunks of %d", size).containsExactly(0, next);
    }
  }

  @Test
  void pushMessageIsNoReply() {
    String push = ">2\r\n+invalidate\r\n*1\r\n$1\r\na\r\n";
    byte[] stream = (push + "+OK\r\n").getBytes(StandardCharsets.UTF_8);

    assertThat(starts(stream, 3)).containsExactly(push.length());
  }

  private static List<Integer> starts(byte[] stream, int chunkSize) {
    ReplyScanner scanner = new ReplyScanner();
    List<Integer> starts = new ArrayList<>();
    for (int from = 0; from < stream.length; from += chunkSize) {
      int to = Math.min(from + chunkSize, stream.length);
      for (int start : scanner.starts(Arrays.copyOfRange(stream, from, to))) {
        starts.add(from + start);
      }
    }
    return starts;
  }
}
