package io.popoto.internal.engine;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A timer whose tasks run when a test says so, in the order in which they were given. */
final class ManualTimer implements Timer {
  private final Deque<Task> tasks = new ArrayDeque<>();
  private Runnable onNew = () -> {};

  /** Calls something whenever a task has been taken. */
  void onNewTask(Runnable hook) {
    onNew = hook;
  }

  /** Runs the task that was given first, unless it was cancelled. */
  void fire() {
    Task task;
    synchronized (this) {
      task = tasks.poll();
    }
    if (task != null && !task.cancelled) {
      task.run();
    }
  }

  /** Runs the task that was given last. */
  void fireLast() {
    Task task;
    synchronized (this) {
      task = tasks.pollLast();
    }
    if (task != null) {
      task.run();
    }
  }

  synchronized boolean isEmpty() {
    return tasks.isEmpty();
  }

  @Override
  public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
    Task added = new Task(task);
    synchronized (this) {
      tasks.add(added);
    }
    onNew.run();
    return added;
  }

  @Override
  public Set<Timeout> stop() {
    return new HashSet<>();
  }

  private final class Task implements Timeout {
    private final TimerTask task;
    private volatile boolean cancelled;
    private volatile boolean expired;

    Task(TimerTask task) {
      this.task = task;
    }

    void run() {
      expired = true;
      try {
        task.run(this);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Timer timer() {
      return ManualTimer.this;
    }

    @Override
    public TimerTask task() {
      return task;
    }

    @Override
    public boolean isExpired() {
      return expired;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean cancel() {
      cancelled = true;
      return !expired;
    }
  }
}
