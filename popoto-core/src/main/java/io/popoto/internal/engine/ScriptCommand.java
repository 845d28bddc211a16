package io.popoto.internal.engine;

import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import io.popoto.plan.ScriptCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a script. Writes of several callers that wait for the same connection and do the same to
 * different records go to the server as one: it does each record for itself all the same, and its
 * reply has an element for each.
 */
final class ScriptCommand extends TrackedCommand {
  /** So many records take the server about a millisecond. */
  private static final int MOST_JOINED = 32;

  /** Large records are better sent one by one: the server does others between them. */
  private static final long MOST_JOINED_BYTES = 64 * 1024;

  private final Scripts.Script script;

  /** Null once it is written, like the arguments. */
  private volatile @Nullable ScriptCall call;

  private final CommandType type;

  /** The commands that this stands for; of one that stands for itself, none. */
  private final List<ScriptCommand> callers;

  private ScriptCommand(
      Scripts.Script script, ScriptCall call, CommandType type, List<ScriptCommand> callers) {
    super(type, arguments(script, call, type));
    this.script = script;
    this.call = call;
    this.type = type;
    this.callers = callers;
  }

  private static ScriptArguments arguments(
      Scripts.Script script, ScriptCall call, CommandType type) {
    boolean bySha = type == CommandType.EVALSHA || type == CommandType.EVALSHA_RO;
    return new ScriptArguments(bySha ? script.sha() : script.text(), call);
  }

  static ScriptCommand of(Scripts.Script script, ScriptCall call, CommandType type) {
    return new ScriptCommand(script, call, type, List.of());
  }

  /** Returns whether this runs a script that must not write, which servers know since Redis 7. */
  boolean isReadOnly() {
    return type == CommandType.EVALSHA_RO || type == CommandType.EVAL_RO;
  }

  /** Returns what does the same, in the same order, with fewer commands. */
  static List<TrackedCommand> joined(List<TrackedCommand> commands) {
    if (commands.size() == 1) {
      return commands;
    }
    List<TrackedCommand> joined = new ArrayList<>();
    List<ScriptCommand> alike = new ArrayList<>();
    long bytes = 0;
    for (TrackedCommand command : commands) {
      bytes += command.bytes();
      if (!alike.isEmpty() && !alike.get(0).joins(command, alike.size(), bytes)) {
        joined.add(one(alike));
        alike = new ArrayList<>();
        bytes = command.bytes();
      }
      if (command instanceof ScriptCommand write && write.isOfOneRecord()) {
        alike.add(write);
      } else {
        joined.add(command);
      }
    }
    if (!alike.isEmpty()) {
      joined.add(one(alike));
    }
    return joined;
  }

  /** Bulk writes have as many records in a call as is good already. */
  private boolean isOfOneRecord() {
    return call().blocksFrom() > 0 && call().keys().size() == 2;
  }

  private boolean joins(TrackedCommand other, int already, long bytes) {
    return already < MOST_JOINED
        && bytes <= MOST_JOINED_BYTES
        && other instanceof ScriptCommand write
        && type == CommandType.EVALSHA
        && write.type == CommandType.EVALSHA
        && write.isOfOneRecord()
        && call().isLike(write.call());
  }

  private static ScriptCommand one(List<ScriptCommand> alike) {
    ScriptCommand first = alike.get(0);
    if (alike.size() == 1) {
      return first;
    }
    ScriptCall call = ScriptCall.joined(alike.stream().map(ScriptCommand::call).toList());
    ScriptCommand one = new ScriptCommand(first.script, call, first.type, alike);
    var unused = one.whenComplete((reply, failure) -> answer(alike, reply, failure));
    return one;
  }

  private static void answer(
      List<ScriptCommand> callers, @Nullable Object reply, @Nullable Throwable failure) {
    for (int i = 0; i < callers.size(); i++) {
      if (failure != null) {
        callers.get(i).completeExceptionally(failure);
      } else {
        List<?> replies = (List<?>) Objects.requireNonNull(reply);
        callers.get(i).complete(replies.subList(i, i + 1));
      }
    }
  }

  private ScriptCall call() {
    return Objects.requireNonNull(call, "it was sent");
  }

  @Override
  void giveUp() {
    super.giveUp();
    ((ScriptArguments) getArgs()).forget();
    call = null;
  }

  @Override
  long bytes() {
    long bytes = super.bytes();
    for (ScriptCommand caller : callers) {
      bytes += caller.bytes();
    }
    return bytes;
  }

  @Override
  int weight() {
    return Math.max(1, callers.size());
  }

  @Override
  void flushed() {
    for (ScriptCommand caller : callers) {
      caller.flushed();
    }
    super.flushed();
  }

  @Override
  void beingWritten() {
    for (ScriptCommand caller : callers) {
      caller.beingWritten();
    }
    super.beingWritten();
  }

  @Override
  public void encode(ByteBuf buffer) {
    super.encode(buffer);
    call = null;
    callers.forEach(caller -> caller.call = null);
  }
}
