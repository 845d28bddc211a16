package io.popoto.fire;

import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.popoto.Popoto;
import io.popoto.exception.PopotoException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Another user of the library lacks a right: each command in turn, some keys, the channel. Each
 * time this happens, a quarter of them has its turn.
 */
final class MissingRight implements Fault {
  private static final int TURNS = 4;
  private static final StringCodec BYTES = new StringCodec(StandardCharsets.ISO_8859_1);
  private static final String USER = "poor";
  private static final List<String> RULES =
      List.of(
          "-hget",
          "-hset",
          "-hmget",
          "-hgetall",
          "-hdel",
          "-hexists",
          "-hlen",
          "-zadd",
          "-zrem",
          "-zrange",
          "-zscore",
          "-zmscore",
          "-zcard",
          "-zcount",
          "-sadd",
          "-srem",
          "-smembers",
          "-sismember",
          "-smismember",
          "-scard",
          "-sscan",
          "-sinter",
          "-exists",
          "-del",
          "-unlink",
          "-rename",
          "-persist",
          "-pexpireat",
          "-pttl",
          "-time",
          "-publish",
          "-geosearch",
          "-evalsha",
          "-eval",
          "resetchannels",
          "resetkeys ~*/Slot:* ~*/popoto:Slot:[aemns]*",
          "resetkeys ~*/Slot:* ~*/popoto:Slot:[aemnu]*",
          "resetkeys ~*/popoto:*",
          "resetkeys ~*/Account:* ~*/popoto:Account:[a-l]*",
          "-@write");

  private int turn;

  @Override
  public String name() {
    return "a right that is missing";
  }

  @Override
  public void strike(Scene scene) {
    int first = turn++ % TURNS;
    for (int i = first; i < RULES.size(); i += TURNS) {
      String rule = RULES.get(i);
      scene.recorder().context("with " + rule + ": ");
      rules(scene.ground(), "reset on >" + Ground.SECRET + " ~* &* +@all " + rule);
      String uri =
          "redis://%s:%s@127.0.0.1:%d"
              .formatted(USER, Ground.SECRET, scene.ground().server().port());
      try (Popoto popoto = scene.builder(uri).build()) {
        work(popoto, scene);
      } catch (PopotoException e) {
        // Without some rights nobody connects.
      }
    }
    scene.recorder().context("");
  }

  private static void work(Popoto popoto, Scene scene) {
    for (boolean async : new boolean[] {false, true}) {
      Actor actor =
          new Actor(popoto, async, scene.world(), scene.recorder(), scene.random().nextLong());
      Operations.OF_WRITERS.forEach(operation -> operation.run(actor));
      Operations.OF_READERS.forEach(operation -> operation.run(actor));
    }
  }

  private static void rules(Ground ground, String rules) {
    RedisCommands<String, String> raw = ground.raw();
    CommandArgs<String, String> arguments = new CommandArgs<>(BYTES).add("SETUSER").add(USER);
    for (String rule : List.of(rules.split(" ", -1))) {
      arguments.add(rule);
    }
    raw.dispatch(CommandType.ACL, new StatusOutput<>(BYTES), arguments);
  }
}
