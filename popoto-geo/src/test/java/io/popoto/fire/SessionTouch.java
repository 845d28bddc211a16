package io.popoto.fire;

import io.popoto.Key;
import java.time.Duration;

/** Lets a session live longer. */
final class SessionTouch implements Operation {
  @Override
  public void run(Actor actor) {
    Key<Session> key = actor.sessions.key("s" + actor.random.nextInt(World.SESSIONS));
    actor.recorder.call(name(), () -> actor.sessions.touch(key, Duration.ofMillis(300)));
  }
}
