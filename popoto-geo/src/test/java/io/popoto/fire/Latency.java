package io.popoto.fire;

import java.time.Duration;

/** Replies take longer. */
final class Latency implements Fault {
  private final Duration delay;

  Latency(Duration delay) {
    this.delay = delay;
  }

  @Override
  public String name() {
    return "link of " + delay.toMillis() + " ms";
  }

  @Override
  public void strike(Scene scene) {
    scene.ground().proxy().delayDown(delay);
    Hold.millis(600);
    scene.ground().proxy().heal();
  }
}
