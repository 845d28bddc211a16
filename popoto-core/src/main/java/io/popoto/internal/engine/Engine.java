package io.popoto.internal.engine;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.event.connection.ReconnectFailedEvent;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.popoto.ConnectionState;
import io.popoto.exception.PopotoException;
import io.popoto.exception.TooManyCallsException;
import io.popoto.plan.FieldsCall;
import io.popoto.plan.ScriptCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Runs calls over two connections: one for point operations and first pages, one for bulk work.
 * Thread-safe.
 */
public final class Engine implements Exchange.Host, Link.Observer, AutoCloseable {
  private static final Duration MOST_PER_ATTEMPT = Duration.ofSeconds(1);

  /** Timeouts and retries are not more exact than this; Lettuce's own timer has 100. */
  private static final long TICK_MILLIS = 10;

  private static final Duration GRACE = Duration.ofMillis(30);
  private static final int MOST_OVERDUE = 64;

  private final EngineConfig config;
  private final ClientResources resources;
  private final boolean ownsResources;
  private final RedisClient client;

  /** For connections that are replaced, never restored. */
  private final RedisClient listening;

  private final Scripts scripts;
  private final Listeners listeners;
  private final Disposable events;
  private final Links links;
  private final Timer timer;
  private volatile boolean hasReadOnlyScripts = true;
  private final InFlight inFlight;
  private final @Nullable CompletionPool ownCompletion;
  private final Executor completion;

  /** Fails what the completion executor does not take. Callbacks run there then, and may wait. */
  private final ThreadPoolExecutor rescue = CompletionPool.pool("popoto-overdue-", MOST_OVERDUE);

  private final Set<Exchange> live = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Connects.
   *
   * @throws io.popoto.exception.PopotoConnectionException if Redis cannot be reached in time
   */
  public Engine(EngineConfig config, List<java.net.URL> fragments) {
    this.config = config;
    this.scripts = new Scripts(fragments);
    ClientResources given = config.resources();
    this.ownsResources = given == null;
    this.resources = given == null ? ownResources() : ExpandingResources.of(given);
    this.timer = resources.timer();
    this.inFlight = new InFlight(config.maxInFlight(), config.maxBytesInFlight());
    Executor theirs = config.completion();
    this.ownCompletion = theirs == null ? new CompletionPool(this::later) : null;
    this.completion = theirs == null ? Objects.requireNonNull(ownCompletion) : theirs;
    Duration attempt = attempt(config.timeout());
    RedisURI uri = config.uri();
    // Not on a copy, for which Lettuce has no method that takes sentinels along.
    uri.setTimeout(attempt);
    uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(attempt));
    config.replicas().forEach(replica -> replica.setTimeout(attempt));
    this.client = RedisClient.create(resources, uri);
    ClientOptions options = ClientSettings.of(config, attempt);
    client.setOptions(options);
    this.listening = RedisClient.create(resources, uri);
    listening.setOptions(options.mutate().autoReconnect(false).build());
    this.listeners = new Listeners(this, listening, uri);
    this.events =
        resources
            .eventBus()
            .get()
            .ofType(ReconnectFailedEvent.class)
            .subscribe(event -> reconnectFailed(event.getCause()));
    try {
      this.links = new Links(client, config, timer, this);
    } catch (RuntimeException e) {
      shutdown();
      throw e;
    }
    if (!config.lazy()) {
      try {
        ServerCheck.check(this);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
  }

  /**
   * Returns how long one attempt to connect may take. Attempts are short, so that one that was made
   * when Redis was away does not hold up those after its return.
   */
  private static Duration attempt(Duration timeout) {
    return timeout.compareTo(MOST_PER_ATTEMPT) < 0 ? timeout : MOST_PER_ATTEMPT;
  }

  private static ClientResources ownResources() {
    return DefaultClientResources.builder()
        .reconnectDelay(new ReconnectDelay())
        .nettyCustomizer(new CommandExpander())
        .threadFactoryProvider(Engine::threads)
        .timer(
            new EndingTimer(
                new HashedWheelTimer(threads("popoto-timer"), TICK_MILLIS, TimeUnit.MILLISECONDS)))
        .build();
  }

  /**
   * Returns a factory of threads that know the classes of this library alone. Those of the
   * application that happens to start them would be kept as long as the thread is known.
   */
  private static ThreadFactory threads(String name) {
    ThreadFactory factory = new DefaultThreadFactory(name, true);
    return task -> {
      Thread thread = factory.newThread(task);
      thread.setContextClassLoader(Engine.class.getClassLoader());
      return thread;
    };
  }

  /** Returns those who listen for events. */
  Listeners listeners() {
    return listeners;
  }

  /** Returns the set-up. */
  public EngineConfig config() {
    return config;
  }

  /** Returns where asynchronous calls decode and run callbacks. */
  Executor completion() {
    return completion;
  }

  /** Returns where that ends which the completion executor does not take. */
  Executor rescue() {
    return task -> {
      try {
        rescue.execute(task);
      } catch (RejectedExecutionException e) {
        // All is closed, and this must end nevertheless.
        task.run();
      }
    };
  }

  @Override
  public Timer timer() {
    return timer;
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  /** Runs something that never waits after a while, unless all is closed by then. */
  void later(Duration delay, Runnable task) {
    if (isClosed()) {
      return;
    }
    try {
      timer.newTimeout(
          ignored -> {
            if (!isClosed()) {
              IoThreads.mark();
              task.run();
            }
          },
          Invocation.nanos(delay),
          TimeUnit.NANOSECONDS);
    } catch (IllegalStateException e) {
      // The timer was stopped with everything else.
    }
  }

  /**
   * Runs a task on the completion executor.
   *
   * @param within how long that may take to begin it
   * @param instead called on a thread of the library if it does not
   */
  void handOver(Runnable task, Duration within, Consumer<PopotoException> instead) {
    handOver(completion, task, within, instead);
  }

  /** The same for a call whose time is over, on its own executor. */
  void handOver(Invocation invocation, Runnable task, Consumer<PopotoException> instead) {
    handOver(invocation.executor(), task, Duration.ofNanos(invocation.nanosLeft()), instead);
  }

  private void handOver(
      Executor executor, Runnable task, Duration within, Consumer<PopotoException> instead) {
    Handover handover =
        new Handover(rescue()) {
          @Override
          void take() {
            task.run();
          }

          @Override
          void giveUp(@Nullable Throwable refusal) {
            instead.accept(Failures.undelivered(within, false, refusal));
          }
        };
    handover.to(executor);
    if (!handover.isSettled() && !(executor instanceof Waiting)) {
      Duration left = within.isNegative() ? Duration.ZERO : within;
      unlessClosed(left.plus(GRACE), handover::overdue);
    }
  }

  private void unlessClosed(Duration delay, Runnable task) {
    try {
      timer.newTimeout(ignored -> task.run(), Invocation.nanos(delay), TimeUnit.NANOSECONDS);
    } catch (IllegalStateException e) {
      task.run();
    }
  }

  /** Sends a script call; the step gets its raw reply. */
  void call(ScriptCall call, Invocation invocation, Step<?> step) {
    Scripts.Script script = scripts.get(call.script(), call.preamble());
    Link link = links.of(invocation, call.readOnly());
    boolean textFirst = script.isNew();
    start(
        new Exchange(
            this,
            link,
            invocation,
            new Exchange.Request(
                call.readOnly(),
                textFirst,
                call.size(),
                withText -> scriptCommand(script, call, withText, link)),
            step));
    if (textFirst) {
      // The next call needs it; now the server is busy with the text.
      var unused = script.sha();
    }
  }

  /** Sends a plain reading command; the step gets its raw reply. */
  void read(CommandType type, Invocation invocation, Step<?> step, byte[]... arguments) {
    start(
        new Exchange(
            this,
            links.of(invocation, true),
            invocation,
            new Exchange.Request(
                true,
                false,
                size(Arrays.asList(arguments)),
                ignored -> {
                  CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
                  for (byte[] argument : arguments) {
                    args.addKey(argument);
                  }
                  return new TrackedCommand(type, args);
                }),
            step));
  }

  /** Reads the fields of many hashes; the step gets a list of rows. */
  void read(FieldsCall call, Invocation invocation, Step<?> step) {
    start(
        new Exchange(
            this,
            links.of(invocation, true),
            invocation,
            new Exchange.Request(true, false, size(call.keys()), ignored -> HashesCommand.of(call)),
            step));
  }

  private static long size(List<byte[]> parts) {
    long size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    return size;
  }

  private TrackedCommand scriptCommand(
      Scripts.Script script, ScriptCall call, boolean withText, Link link) {
    CommandType type =
        link.readsOnly() && hasReadOnlyScripts
            ? withText ? CommandType.EVAL_RO : CommandType.EVALSHA_RO
            : withText ? CommandType.EVAL : CommandType.EVALSHA;
    Set<String> tried = link.triedRights();
    if (call.rights().isEmpty() || tried.contains(call.rights())) {
      return ScriptCommand.of(script, call, type);
    }
    ScriptCommand command = ScriptCommand.of(script, call.tryingRights(), type);
    var unused = command.thenAccept(reply -> tried.add(call.rights()));
    return command;
  }

  /** Told that a user lacks a right that has been tried: writes begin to try theirs again. */
  void doubtRights() {
    links.doubtRights();
  }

  @Override
  public boolean failsFast() {
    return config.failFast();
  }

  @Override
  public void suspected(Link link) {
    Links all = links;
    if (all != null) {
      all.suspected(link);
    }
  }

  @Override
  public void moved(Link link) {
    live.forEach(exchange -> exchange.moved(link));
  }

  /** Returns whether calls have a connection, and why not if not. */
  public ConnectionState connectionState() {
    Throwable down = links.down();
    boolean connected = links.areConnected();
    return new ConnectionState(
        connected && !isClosed(),
        connected || down == null ? Optional.empty() : Optional.of(Failures.reason(down)));
  }

  @Override
  public void lacksReadOnlyScripts() {
    hasReadOnlyScripts = false;
  }

  private void start(Exchange exchange) {
    if (isClosed()) {
      exchange.refuse(Failures.closed(false));
      return;
    }
    TooManyCallsException tooMany = inFlight.admit(exchange.bytes());
    if (tooMany != null) {
      exchange.refuse(tooMany);
      return;
    }
    live.add(exchange);
    exchange.begin();
    if (isClosed()) {
      exchange.abandon();
    }
  }

  @Override
  public void ended(Exchange exchange) {
    live.remove(exchange);
    inFlight.ended();
    long bytes = exchange.bytes();
    TrackedCommand command = exchange.command();
    if (command == null || bytes < InFlight.LEAST_COUNTED) {
      inFlight.released(bytes);
    } else {
      command.whenFlushed(() -> inFlight.released(bytes));
    }
  }

  /** Runs an operation and waits for its result; decoding happens on this thread. */
  public <R> R await(Function<Invocation, CompletableFuture<R>> operation) {
    return Waiting.on(this, config.timeout(), operation);
  }

  /** The same with a time limit of its own. */
  public <R> R await(
      @Nullable Duration timeout, Function<Invocation, CompletableFuture<R>> operation) {
    return Waiting.on(this, timeout == null ? config.timeout() : timeout, operation);
  }

  /** Starts an operation; decoding happens on the completion executor. */
  public <R> CompletableFuture<R> deliver(Function<Invocation, CompletableFuture<R>> operation) {
    return deliver(config.timeout(), operation);
  }

  /** The same with a time limit of its own. */
  public <R> CompletableFuture<R> deliver(
      @Nullable Duration timeout, Function<Invocation, CompletableFuture<R>> operation) {
    Invocation invocation =
        new Invocation(this, completion, timeout == null ? config.timeout() : timeout);
    return Delivery.of(invocation, operation);
  }

  /**
   * Closes the connections; each call in flight fails.
   *
   * @throws IllegalStateException on an I/O thread, for whose end this would wait
   */
  @Override
  public void close() {
    IoThreads.refuseToWait();
    if (closed.compareAndSet(false, true)) {
      listeners.close();
      links.close();
      // Those that wait for another attempt, which no timer would make.
      live.forEach(Exchange::abandon);
      shutdown();
    }
  }

  private void reconnectFailed(Throwable cause) {
    Links all = links;
    if (all != null) {
      all.failed(cause);
    }
  }

  private void shutdown() {
    events.dispose();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    listening.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    if (ownsResources) {
      var unused = resources.shutdown(0, 2, TimeUnit.SECONDS);
      timer.stop().forEach(Engine::runNow);
    }
    if (ownCompletion != null) {
      ownCompletion.close();
    }
    rescue.shutdown();
  }

  /** What waits for an executor would wait for ever. */
  private static void runNow(Timeout timeout) {
    try {
      if (!timeout.isCancelled()) {
        timeout.task().run(timeout);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
