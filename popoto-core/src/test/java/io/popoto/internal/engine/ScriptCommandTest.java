package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.popoto.internal.codec.Text;
import io.popoto.plan.ScriptCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptCommandTest {
  private static final byte[] ALL = Text.bytes("popoto:Dish:all");
  private final Scripts.Script script = new Scripts.Script("text");

  private ScriptCommand write(String mode, String id, CommandType type) {
    ScriptCall call =
        new ScriptCall(
            "write",
            "",
            List.of(ALL, Text.bytes(id)),
            List.of(Text.bytes(mode), Text.bytes("block of " + id)),
            false,
            1,
            "");
    return ScriptCommand.of(script, call, type);
  }

  private ScriptCommand save(String id) {
    return write("upsert", id, CommandType.EVALSHA);
  }

  private static TrackedCommand load() {
    return new TrackedCommand(CommandType.HGETALL, new CommandArgs<>(ByteArrayCodec.INSTANCE));
  }

  @Test
  void neighboursThatDoTheSameGoTogether() {
    ScriptCommand a = save("a");
    ScriptCommand b = save("b");

    List<TrackedCommand> joined = ScriptCommand.joined(List.of(a, b));

    assertThat(joined).hasSize(1);
    assertThat(joined.get(0).weight()).isEqualTo(2);
    assertThat(joined.get(0).getArgs().toCommandString())
        .isEqualTo(withArgumentsOfBoth().getArgs().toCommandString());
    assertThat(written(joined.get(0))).isEqualTo(written(withArgumentsOfBoth()));
  }

  @Test
  void largeNeighboursGoOneByOne() {
    List<TrackedCommand> large = List.of(save("a"), save("b"), save("c"), save("d"));
    large.subList(0, 2).forEach(each -> each.askBeforeSending(() -> true, 1 << 20));
    large.subList(2, 4).forEach(each -> each.askBeforeSending(() -> true, 30 << 10));

    List<TrackedCommand> joined = ScriptCommand.joined(large);

    assertThat(joined).extracting(TrackedCommand::weight).containsExactly(1, 1, 2);
    assertThat(joined.get(2).bytes()).isEqualTo(60 << 10);
  }

  @Test
  void keepsNothingOnceItIsGivenUp() {
    ScriptCommand command = save("a");
    command.askBeforeSending(() -> true, 1 << 20);

    command.giveUp();

    assertThat(command.take()).isFalse();
    assertThat(command.getArgs().toCommandString()).doesNotContain("block");
  }

  private RedisCommand<byte[], byte[], ?> withArgumentsOfBoth() {
    return new TrackedCommand(
        CommandType.EVALSHA,
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .add(script.sha())
            .add(3)
            .addKeys(List.of(ALL, Text.bytes("a"), Text.bytes("b")))
            .addValues(
                List.of(Text.bytes("upsert"), Text.bytes("block of a"), Text.bytes("block of b"))));
  }

  private static String written(RedisCommand<byte[], byte[], ?> command) {
    ByteBuf buffer = Unpooled.buffer();
    command.encode(buffer);
    return buffer.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 99, 100, 999, 1000, 123_456})
  void argumentsOfAnyLengthAreWrittenAsLettuceWritesThem(int length) {
    byte[] text = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
    List<byte[]> texts = List.of(text, Text.bytes("é\r\n$1"), text);
    ScriptCall call = new ScriptCall("write", List.of(ALL, text), texts, false);

    assertThat(written(ScriptCommand.of(script, call, CommandType.EVAL)))
        .isEqualTo(
            written(
                new TrackedCommand(
                    CommandType.EVAL,
                    new CommandArgs<>(ByteArrayCodec.INSTANCE)
                        .add("text")
                        .add(2)
                        .addKeys(List.of(ALL, text))
                        .addValues(texts))));
  }

  @Test
  void eachCallerGetsItsPartOfTheReply() throws Exception {
    ScriptCommand a = save("a");
    ScriptCommand b = save("b");

    ScriptCommand.joined(List.of(a, b)).get(0).complete(List.of(1L, List.of("exists")));

    assertThat(a.get()).isEqualTo(List.of(1L));
    assertThat(b.get()).isEqualTo(List.of(List.of("exists")));
  }

  @Test
  void eachCallerGetsTheFailure() {
    ScriptCommand a = save("a");
    ScriptCommand b = save("b");
    IllegalStateException failure = new IllegalStateException("cut");

    ScriptCommand.joined(List.of(a, b)).get(0).completeExceptionally(failure);

    assertThat(a).isCompletedExceptionally();
    assertThat(b).isCompletedExceptionally();
  }

  @Test
  void nothingIsOvertaken() {
    TrackedCommand load = load();
    ScriptCommand a = save("a");
    ScriptCommand b = save("b");
    ScriptCommand insert = write("insert", "c", CommandType.EVALSHA);

    assertThat(ScriptCommand.joined(List.of(a, load, b, insert)))
        .containsExactly(a, load, b, insert);
  }

  @Test
  void whatSendsTheTextOfTheScriptGoesAlone() {
    ScriptCommand a = write("upsert", "a", CommandType.EVAL);
    ScriptCommand b = save("b");

    assertThat(ScriptCommand.joined(List.of(a, b))).containsExactly(a, b);
    assertThat(ScriptCommand.joined(List.of(b, a))).containsExactly(b, a);
  }

  @Test
  void aCallHasABoundedNumberOfRecords() {
    List<TrackedCommand> saves = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      saves.add(save("id" + i));
    }

    assertThat(ScriptCommand.joined(saves))
        .extracting(TrackedCommand::weight)
        .containsExactly(32, 32, 6);
  }
}
