package io.popoto.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.popoto.internal.codec.Text;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptCommandTest {
  private static final byte[] ALL = Text.bytes("popoto:Dish:all");
  private final Scripts.Script script = new Scripts.Script("sha", "text");

  private ScriptCommand write(String mode, String id, CommandType type) {
    ScriptCall call =
        new ScriptCall(
            "write",
            "",
            List.of(ALL, Text.bytes(id)),
            List.of(Text.bytes(mode), Text.bytes("block of " + id)),
            false,
            1);
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
    assertThat(joined.get(0).getArgs().toCommandString()).isEqualTo(argumentsOfBoth());
  }

  private static String argumentsOfBoth() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE)
        .add("sha")
        .add(3)
        .addKeys(List.of(ALL, Text.bytes("a"), Text.bytes("b")))
        .addValues(
            List.of(Text.bytes("upsert"), Text.bytes("block of a"), Text.bytes("block of b")))
        .toCommandString();
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
