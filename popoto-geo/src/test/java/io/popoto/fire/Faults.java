package io.popoto.fire;

import java.time.Duration;
import java.util.List;

/** All kinds of faults. */
final class Faults {
  private Faults() {}

  static List<Fault> all() {
    return List.of(
        new Nothing(),
        new ConnectionKill(),
        new Cut(Cut.Place.BEFORE),
        new Cut(Cut.Place.WITHIN),
        new Cut(Cut.Place.AFTER),
        new Freeze(),
        new Silence(),
        new Latency(Duration.ofMillis(5)),
        new Latency(Duration.ofMillis(200)),
        new SlowReader(),
        new ServerStop(),
        new ClientStop(),
        new ServerKill(ServerKill.Log.ALWAYS),
        new ServerKill(ServerKill.Log.EVERYSEC),
        new ServerKill(ServerKill.Log.NONE),
        new ScriptFlush(1),
        new ScriptFlush(20),
        new ClientPause(),
        new FlushAll(),
        new OutOfMemory("noeviction"),
        new OutOfMemory("volatile-ttl"),
        new DeadMaster(true),
        new DeadMaster(false),
        new Loading(),
        new Failover(),
        new ClientKill(Victim.Work.BULK),
        new ClientKill(Victim.Work.REBUILD),
        new RejectingExecutor(),
        new BusyExecutor(),
        new ThrowingCodec(),
        new TwoVersions(),
        new WrongType(),
        new MissingRight());
  }
}
