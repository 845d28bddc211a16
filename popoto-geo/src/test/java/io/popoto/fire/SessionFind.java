package io.popoto.fire;

import java.util.Optional;

/** Finds a session by its unique value. */
final class SessionFind implements Operation {
  @Override
  public void run(Actor actor) {
    String token = "token " + actor.random.nextInt(World.SESSIONS);
    Attempt<Optional<Session>> attempt =
        actor.recorder.call(name(), 2, () -> actor.sessions.loadBy("token", token));
    if (attempt.is(Outcome.DONE)
        && attempt.value().isPresent()
        && !attempt.value().get().token.equals(token)) {
      actor.recorder.violation("a session with another token than " + token);
    }
  }
}
