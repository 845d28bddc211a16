package io.popoto.internal.engine;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
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
  private static final long REDISCOVERY_MILLIS = 500;
  private static final long MOST_REDISCOVERY_MILLIS = 5_000;
  private static final long MOST_SEARCH_MILLIS = 60_000;
  private static final long RENEWAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Connector connector;
  private final Timer timer;
  private final long suspiciousNanos;
  private final long hopelessNanos;
  private final Outbox outbox = new Outbox(this::write, this::thread);
  private final AtomicBoolean probing = new AtomicBoolean();
  private final RedisConnectionStateListener changes = new Changes();
  private final AtomicBoolean rediscovering = new AtomicBoolean();
  private volatile long rediscoveryMillis = REDISCOVERY_MILLIS;
  private final AtomicBoolean watching = new AtomicBoolean();
  private final Observer observer;
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;

  /** Why there is no connection, as far as is known. */
  private volatile @Nullable Throwable down;

  private volatile long lastHeard = System.nanoTime();

  /** When the first command after {@link #lastHeard} was written, or something earlier. */
  private volatile long firstUnanswered = lastHeard;

  /** The thread of the channel that commands went over last. */
  private volatile @Nullable EventExecutor thread;

  /** The rights that the user of the present connection has; another server may know others. */
  private volatile Set<String> triedRights = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;
  private volatile boolean isConnected;
  private volatile long lastRenewal = lastHeard - RENEWAL_NANOS;
  private final Set<StatefulRedisConnection<byte[], byte[]>> replacedOnes =
      ConcurrentHashMap.newKeySet();

  /** Who wants to know what becomes of links. */
  interface Observer {
    /** A link is silent, which others may be as well. */
    void suspected(Link link);

    /** A link has another connection; what was sent over the old one may stay unanswered. */
    void moved(Link link);
  }

  /**
   * Creates it, without a connection yet.
   *
   * @param connector whose address says how long one attempt to connect may take
   * @param timeout of calls
   */
  Link(Connector connector, Timer timer, Duration timeout, Observer observer) {
    this.connector = connector;
    this.timer = timer;
    this.observer = observer;
    this.suspiciousNanos = connector.uri().getTimeout().toNanos();
    this.hopelessNanos = 2 * Invocation.nanos(timeout);
  }

  /**
   * Connects.
   *
   * @param until the {@link System#nanoTime()} until which to try
   * @throws PopotoConnectionException if Redis cannot be reached in time
   */
  void connectUntil(long until) {
    replaceBy(connect(until));
  }

  /** Connects in the background, for as long as that takes. */
  void connectLater() {
    if (probing.compareAndSet(false, true)) {
      probe(lastHeard);
    }
  }

  /** Sends a PING, so that silence shows before a call needs the connection. */
  void askForSign() {
    if (silentNanos() == 0) {
      send(new TrackedCommand(CommandType.PING, new CommandArgs<>(ByteArrayCodec.INSTANCE)));
    }
  }

  private StatefulRedisConnection<byte[], byte[]> connect(long deadline) {
    while (true) {
      try {
        return connector.connect();
      } catch (RuntimeException e) {
        boolean timeForAnother = deadline - System.nanoTime() >= suspiciousNanos;
        if (!Failures.isSilence(e) || !timeForAnother) {
          throw new PopotoConnectionException(
              "Cannot connect to " + Address.shown(connector.uri()) + ": " + Failures.reason(e),
              e,
              false);
        }
      }
    }
  }

  /** Returns whether there is a connection, as far as is known. */
  boolean isConnected() {
    return isConnected;
  }

  /** Returns whether this is for reads alone, which may go to replicas. */
  boolean readsOnly() {
    return connector.readsOnly();
  }

  /** Returns the rights that have been tried on the present connection, to be added to. */
  Set<String> triedRights() {
    return triedRights;
  }

  /** Forgets which rights have been tried. */
  void doubtRights() {
    triedRights = ConcurrentHashMap.newKeySet();
  }

  @Override
  public void send(TrackedCommand command) {
    command.sentOver(this);
    outbox.send(command);
  }

  /** Writes commands, all at once if there are several; what cannot be written fails. */
  private void write(List<TrackedCommand> commands) {
    commands.forEach(command -> command.sentOver(this));
    StatefulRedisConnection<byte[], byte[]> over = connection;
    try {
      if (over == null) {
        Throwable reason = down;
        throw new RedisException(reason == null ? "not connected yet" : Failures.reason(reason));
      } else if (commands.size() == 1) {
        over.dispatch(commands.get(0));
      } else {
        over.dispatch(commands);
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
    if (watching.compareAndSet(false, true)) {
      lookLater();
    }
  }

  private void lookLater() {
    try {
      timer.newTimeout(ignored -> look(), suspiciousNanos / 2, TimeUnit.NANOSECONDS);
    } catch (RuntimeException e) {
      // The timer was stopped, since all is being closed.
    }
  }

  /** Looks for silence while something waits, long before calls time out. */
  private void look() {
    long silent = silentNanos();
    if (silent == 0 || closed) {
      watching.set(false);
      return;
    }
    if (silent >= suspiciousNanos / 2) {
      suspectAfter(suspiciousNanos / 2);
    }
    lookLater();
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
    suspectAfter(suspiciousNanos);
  }

  private void suspectAfter(long nanos) {
    if (silentNanos() >= nanos && probing.compareAndSet(false, true)) {
      probe(lastHeard);
      observer.suspected(this);
    }
  }

  @Override
  public @Nullable Throwable down() {
    return down;
  }

  /** An attempt to connect has failed, of Lettuce or of this. */
  void failed(Throwable failure) {
    StatefulRedisConnection<byte[], byte[]> there = connection;
    if (there == null || !isConnected) {
      down = failure;
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
              } else if (failure != null) {
                failed(Failures.unwrap(failure));
              }
              probing.set(false);
            });
  }

  /**
   * Connects anew in a while, since servers are missing: one that was away when they were looked
   * for last is found again.
   *
   * @param soon whether there is one for certain
   */
  void rediscover(boolean soon) {
    if (closed || !rediscovering.compareAndSet(false, true)) {
      return;
    }
    long most = soon ? MOST_REDISCOVERY_MILLIS : MOST_SEARCH_MILLIS;
    long delay = Math.min(most, rediscoveryMillis);
    rediscoveryMillis = 2 * delay;
    try {
      timer.newTimeout(
          ignored -> {
            lastRenewal = System.nanoTime() - RENEWAL_NANOS;
            renew();
            rediscovering.set(false);
          },
          Jitter.of(delay),
          TimeUnit.MILLISECONDS);
    } catch (RuntimeException e) {
      // The timer was stopped, since all is being closed.
    }
  }

  /** All servers are known. */
  void discovered() {
    rediscoveryMillis = REDISCOVERY_MILLIS;
  }

  private void probe(long heardBefore) {
    connector
        .connectAsync()
        .whenComplete(
            (fresh, failure) -> {
              if (failure != null) {
                failed(Failures.unwrap(failure));
              }
              probed(heardBefore, fresh);
            });
  }

  private void probed(long heardBefore, @Nullable StatefulRedisConnection<byte[], byte[]> fresh) {
    boolean stillSilent = (lastHeard == heardBefore || connection == null) && !closed;
    if (fresh == null && stillSilent) {
      try {
        timer.newTimeout(
            ignored -> probe(heardBefore), Jitter.of(PROBE_INTERVAL_MILLIS), TimeUnit.MILLISECONDS);
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
    StatefulRedisConnection<byte[], byte[]> before = connection;
    fresh.addListener(changes);
    connection = fresh;
    connected();
    outbox.startAnew();
    if (before != null) {
      before.removeListener(changes);
      closeLater(before);
      observer.moved(this);
    }
    if (closed) {
      fresh.closeAsync();
    }
  }

  private void connected() {
    doubtRights();
    isConnected = true;
    down = null;
    heard();
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
    outbox.forget();
    replacedOnes.forEach(this::closeNow);
    StatefulRedisConnection<byte[], byte[]> last = connection;
    if (last != null) {
      last.close();
    }
  }

  /** Silence ends with the socket: what comes next begins anew. */
  private final class Changes implements RedisConnectionStateListener {
    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
      connected();
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
      isConnected = false;
      heard();
    }
  }
}
