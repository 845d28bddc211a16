package io.popoto.internal.engine;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.util.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.popoto.exception.PopotoConnectionException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Lettuce restores it when it was cut. When its peer falls silent, which nothing
 * reports, a new connection is tried, again and again, until either the old one answers or the new
 * one is there to replace it: whichever comes first shows that Redis is back.
 */
final class Link implements Route, AutoCloseable {
  private static final long PROBE_INTERVAL_MILLIS = 250;
  private static final long RENEWAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Connector connector;
  private final Timer timer;
  private final long suspiciousNanos;
  private final long hopelessNanos;
  private final Outbox outbox = new Outbox(this::write, this::thread);
  private final AtomicBoolean probing = new AtomicBoolean();
  private final RedisConnectionStateListener changes = new Changes();
  private volatile StatefulRedisConnection<byte[], byte[]> connection;
  private volatile long lastHeard = System.nanoTime();

  /** When the first command after {@link #lastHeard} was written, or something earlier. */
  private volatile long firstUnanswered = lastHeard;

  /** The thread of the channel that commands went over last. */
  private volatile @Nullable EventExecutor thread;

  private volatile boolean closed;
  private volatile long lastRenewal = lastHeard - RENEWAL_NANOS;
  private final Set<StatefulRedisConnection<byte[], byte[]>> replacedOnes =
      ConcurrentHashMap.newKeySet();

  /**
   * Connects.
   *
   * @param connector whose address says how long one attempt to connect may take
   * @param timeout of calls
   * @param deadline the {@link System#nanoTime()} until which to try
   * @throws PopotoConnectionException if Redis cannot be reached in time
   */
  Link(Connector connector, Timer timer, Duration timeout, long deadline) {
    this.connector = connector;
    this.timer = timer;
    this.suspiciousNanos = connector.uri().getTimeout().toNanos();
    this.hopelessNanos = 2 * Invocation.nanos(timeout);
    this.connection = connect(deadline);
    connection.addListener(changes);
  }

  private StatefulRedisConnection<byte[], byte[]> connect(long deadline) {
    while (true) {
      try {
        return connector.connect();
      } catch (RuntimeException e) {
        boolean timeForAnother = deadline - System.nanoTime() >= suspiciousNanos;
        if (!Failures.isSilence(e) || !timeForAnother) {
          throw new PopotoConnectionException(
              "Cannot connect to " + address() + ": " + Failures.reason(e), e, false);
        }
      }
    }
  }

  /** Returns the address as the user gave it, without the password. */
  private String address() {
    return connector.uri().toString().replaceFirst("[?&]timeout=[^&]*", "");
  }

  /** Returns whether this is for reads alone, which may go to replicas. */
  boolean readsOnly() {
    return connector.readsOnly();
  }

  @Override
  public void send(TrackedCommand command) {
    command.sentOver(this);
    outbox.send(command);
  }

  /** Writes commands, all at once if there are several; what cannot be written fails. */
  private void write(List<TrackedCommand> commands) {
    commands.forEach(command -> command.sentOver(this));
    try {
      if (commands.size() == 1) {
        connection.dispatch(commands.get(0));
      } else {
        connection.dispatch(commands);
      }
    } catch (RuntimeException e) {
      commands.forEach(command -> command.completeExceptionally(e));
    }
  }

  private @Nullable EventExecutor thread() {
    return thread;
  }

  /** A command has come to the thread of its channel. */
  void passes(EventExecutor executor) {
    if (thread != executor) {
      // After what other threads have written meanwhile, which waits there.
      executor.execute(() -> thread = executor);
    }
  }

  /** A command is being written. */
  void wrote() {
    long heard = lastHeard;
    if (firstUnanswered - heard <= 0) {
      // Never equal to it: that would say that nothing waits.
      firstUnanswered = Math.max(System.nanoTime() - heard, 1) + heard;
    }
  }

  /** The server has replied. */
  void heard() {
    lastHeard = System.nanoTime();
  }

  /** Returns for how long commands have waited without any reply to any of them. */
  private long silentNanos() {
    long heard = lastHeard;
    long unanswered = firstUnanswered;
    return unanswered - heard > 0 ? System.nanoTime() - unanswered : 0;
  }

  @Override
  public boolean isHopeless() {
    return silentNanos() >= hopelessNanos;
  }

  @Override
  public void suspect() {
    if (silentNanos() >= suspiciousNanos && probing.compareAndSet(false, true)) {
      probe(lastHeard);
    }
  }

  @Override
  public void renew() {
    long now = System.nanoTime();
    if (now - lastRenewal < RENEWAL_NANOS || !probing.compareAndSet(false, true)) {
      return;
    }
    lastRenewal = now;
    connector
        .connectAsync()
        .whenComplete(
            (fresh, failure) -> {
              if (fresh != null) {
                replaceBy(fresh);
              }
              probing.set(false);
            });
  }

  private void probe(long heardBefore) {
    connector.connectAsync().whenComplete((fresh, failure) -> probed(heardBefore, fresh));
  }

  private void probed(long heardBefore, @Nullable StatefulRedisConnection<byte[], byte[]> fresh) {
    boolean stillSilent = lastHeard == heardBefore && !closed;
    if (fresh == null && stillSilent) {
      try {
        timer.newTimeout(
            ignored -> probe(heardBefore), PROBE_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (RuntimeException e) {
        // The timer was stopped, since all is being closed.
      }
    } else if (fresh != null && stillSilent) {
      replaceBy(fresh);
    } else if (fresh != null) {
      fresh.closeAsync();
    }
    probing.set(false);
  }

  private void replaceBy(StatefulRedisConnection<byte[], byte[]> fresh) {
    StatefulRedisConnection<byte[], byte[]> silent = connection;
    fresh.addListener(changes);
    connection = fresh;
    heard();
    silent.removeListener(changes);
    closeLater(silent);
    if (closed) {
      fresh.closeAsync();
    }
  }

  /** What is still on its way over a connection is answered or has timed out by then. */
  private void closeLater(StatefulRedisConnection<byte[], byte[]> replaced) {
    replacedOnes.add(replaced);
    try {
      timer.newTimeout(ignored -> closeNow(replaced), hopelessNanos / 2, TimeUnit.NANOSECONDS);
    } catch (RuntimeException e) {
      closeNow(replaced);
    }
  }

  private void closeNow(StatefulRedisConnection<byte[], byte[]> replaced) {
    replacedOnes.remove(replaced);
    replaced.closeAsync();
  }

  @Override
  public void close() {
    closed = true;
    replacedOnes.forEach(this::closeNow);
    connection.close();
  }

  /** Silence ends with the socket: what comes next begins anew. */
  private final class Changes implements RedisConnectionStateListener {
    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
      heard();
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
      heard();
    }
  }
}
