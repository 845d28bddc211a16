package io.popoto.internal.engine;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A timer that keeps nothing once it was stopped; Netty's keeps what was cancelled last, with all
 * that the tasks know. Thread-safe.
 */
final class EndingTimer implements Timer {
  private volatile @Nullable Timer timer;

  EndingTimer(Timer timer) {
    this.timer = timer;
  }

  @Override
  public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
    Timer running = timer;
    if (running == null) {
      throw new IllegalStateException("the timer was stopped");
    }
    return running.newTimeout(task, delay, unit);
  }

  @Override
  public Set<Timeout> stop() {
    Timer running = timer;
    timer = null;
    return running == null ? Set.of() : running.stop();
  }
}
