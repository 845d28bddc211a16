package io.popoto.fire;

import io.popoto.SaveOptions;
import java.time.Duration;

/** Saves a record that expires soon. */
final class SessionOpen implements Operation {
  @Override
  public void run(Actor actor) {
    int number = actor.random.nextInt(World.SESSIONS);
    Session session =
        new Session(
            "s" + number,
            "token " + actor.random.nextInt(World.SESSIONS),
            "owner " + actor.random.nextInt(4));
    Duration ttl = Duration.ofMillis(20 + actor.random.nextInt(400));
    actor.recorder.call(
        name(),
        () ->
            actor.random.nextBoolean()
                ? actor.sessions.save(session)
                : actor.sessions.save(session, SaveOptions.ttl(ttl)));
  }
}
