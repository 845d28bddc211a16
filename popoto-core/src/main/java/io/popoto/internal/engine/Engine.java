package io.popoto.internal.engine;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.popoto.exception.TooManyCallsException;
import io.popoto.plan.FieldsCall;
import io.popoto.plan.ScriptCall;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls over two connections: one for point operations and first pages, one for bulk work.
 * Thread-safe.
 */
public final class Engine implements AutoCloseable {
  private static final Duration MOST_PER_ATTEMPT = Duration.ofSeconds(1);

  /** Timeouts and retries are not more exact than this; Lettuce's own timer has 100. */
  private static final long TICK_MILLIS = 10;

  private final EngineConfig config;
  private final ClientResources resources;
  private final boolean ownsResources;
  private final RedisClient client;
  private final Scripts scripts;
  private final Listeners listeners;
  private final Links links;
  private final Timer timer;
  private volatile boolean hasReadOnlyScripts = true;
  private final AtomicInteger inFlight = new AtomicInteger();
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
    this.resources = given == null ? ownResources() : new ExpandingResources(given);
    this.timer = resources.timer();
    Duration attempt = attempt(config.timeout());
    RedisURI uri = config.uri();
    // Not on a copy, for which Lettuce has no method that takes sentinels along.
    uri.setTimeout(attempt);
    uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(attempt));
    config.replicas().forEach(replica -> replica.setTimeout(attempt));
    this.client = RedisClient.create(resources, uri);
    client.setOptions(options(config, attempt));
    this.listeners = new Listeners(client, uri, config.completion(), config.timeout(), this::later);
    try {
      this.links = new Links(client, config, timer);
    } catch (RuntimeException e) {
      shutdown();
      throw e;
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
    Delay delay =
        Delay.exponential(Duration.ofMillis(5), Duration.ofMillis(500), 2, TimeUnit.MILLISECONDS);
    return DefaultClientResources.builder()
        .reconnectDelay(delay)
        .nettyCustomizer(new CommandExpander())
        .timer(
            new HashedWheelTimer(
                new DefaultThreadFactory("popoto-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS))
        .build();
  }

  private static ClientOptions options(EngineConfig config, Duration attempt) {
    ClientOptions.Builder builder =
        ClientOptions.builder()
            .socketOptions(
                io.lettuce.core.SocketOptions.builder()
                    .connectTimeout(attempt)
                    .keepAlive(true)
                    .build());
    return config
        .options()
        .apply(builder)
        // Delivery depends on these: nothing is queued while disconnected, nothing is sent twice.
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        // Calls in flight are bounded here; one of them may be many commands.
        .requestQueueSize(Integer.MAX_VALUE)
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
        // What goes over a connection that knows replicas only reads, see Links.
        .readOnlyCommands(command -> true)
        .build();
  }

  /** Returns those who listen for events. */
  Listeners listeners() {
    return listeners;
  }

  /** Returns the set-up. */
  public EngineConfig config() {
    return config;
  }

  /** Returns where something may be run later. */
  Timer timer() {
    return timer;
  }

  boolean isClosed() {
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
            IoThreads.mark();
            task.run();
          },
          delay.toNanos(),
          TimeUnit.NANOSECONDS);
    } catch (IllegalStateException e) {
      // The timer was stopped with everything else.
    }
  }

  /** Returns the future of a script call's raw reply. */
  CompletableFuture<@Nullable Object> call(ScriptCall call, Invocation invocation) {
    Scripts.Script script = scripts.get(call.script(), call.preamble());
    Link link = links.of(invocation, call.readOnly());
    boolean textFirst = script.isNew();
    CompletableFuture<@Nullable Object> reply =
        start(
            new Exchange(
                this,
                link,
                invocation,
                call.readOnly(),
                textFirst,
                withText -> scriptCommand(script, call, withText, link.readsOnly())));
    if (textFirst) {
      // The next call needs it; now the server is busy with the text.
      var unused = script.sha();
    }
    return reply;
  }

  /** Returns the future of a plain reading command's raw reply. */
  CompletableFuture<@Nullable Object> read(
      CommandType type, Invocation invocation, byte[]... arguments) {
    return start(
        new Exchange(
            this,
            links.of(invocation, true),
            invocation,
            true,
            false,
            ignored -> {
              CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
              for (byte[] argument : arguments) {
                args.addKey(argument);
              }
              return new TrackedCommand(type, args);
            }));
  }

  /** Returns the future of the fields of many hashes, a list of rows. */
  CompletableFuture<@Nullable Object> read(FieldsCall call, Invocation invocation) {
    return start(
        new Exchange(
            this,
            links.of(invocation, true),
            invocation,
            true,
            false,
            ignored -> HashesCommand.of(call)));
  }

  private TrackedCommand scriptCommand(
      Scripts.Script script, ScriptCall call, boolean withText, boolean readsOnly) {
    CommandType type =
        readsOnly && hasReadOnlyScripts
            ? withText ? CommandType.EVAL_RO : CommandType.EVALSHA_RO
            : withText ? CommandType.EVAL : CommandType.EVALSHA;
    return ScriptCommand.of(script, call, type);
  }

  /** Told that a server does not know EVAL_RO: that of before Redis 7. */
  void lacksReadOnlyScripts() {
    hasReadOnlyScripts = false;
  }

  private CompletableFuture<@Nullable Object> start(Exchange exchange) {
    if (isClosed()) {
      return CompletableFuture.failedFuture(Failures.closed(false));
    }
    if (inFlight.incrementAndGet() > config.maxInFlight()) {
      inFlight.decrementAndGet();
      return CompletableFuture.failedFuture(
          new TooManyCallsException(
              ("More than %d calls are in flight; wait for some to end, or raise maxInFlight."
                      + " This one was not sent.")
                  .formatted(config.maxInFlight()),
              null,
              false));
    }
    live.add(exchange);
    var unused =
        exchange
            .reply()
            .whenComplete(
                (reply, failure) -> {
                  live.remove(exchange);
                  inFlight.decrementAndGet();
                });
    exchange.begin();
    if (isClosed()) {
      exchange.abandon();
    }
    return exchange.reply();
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
        new Invocation(this, config.completion(), timeout == null ? config.timeout() : timeout);
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

  private void shutdown() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    if (ownsResources) {
      var unused = resources.shutdown(0, 2, TimeUnit.SECONDS);
      timer.stop();
    }
  }
}
