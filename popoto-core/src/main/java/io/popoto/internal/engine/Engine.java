package io.popoto.internal.engine;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.popoto.exception.TooManyCallsException;
import io.popoto.plan.ScriptCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls over two connections: one for point operations and first pages, one for bulk work.
 * Thread-safe.
 */
public final class Engine implements AutoCloseable {
  private final EngineConfig config;
  private final ClientResources resources;
  private final boolean ownsResources;
  private final RedisClient client;
  private final Scripts scripts;
  private final Listeners listeners;
  private final Link points;
  private final Link bulk;
  private final AtomicInteger inFlight = new AtomicInteger();

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
    this.resources = given == null ? ownResources() : given;
    this.client = RedisClient.create(resources, config.uri());
    client.setOptions(options(config));
    this.listeners = new Listeners(client, config.uri(), config.completion());
    try {
      this.points = new Link(client, config.uri(), config.timeout());
      this.bulk = new Link(client, config.uri(), config.timeout());
    } catch (RuntimeException e) {
      shutdown();
      throw e;
    }
  }

  private static ClientResources ownResources() {
    Delay delay =
        Delay.exponential(Duration.ofMillis(5), Duration.ofMillis(500), 2, TimeUnit.MILLISECONDS);
    return DefaultClientResources.builder().reconnectDelay(delay).build();
  }

  private static ClientOptions options(EngineConfig config) {
    ClientOptions.Builder builder =
        ClientOptions.builder()
            .socketOptions(
                io.lettuce.core.SocketOptions.builder()
                    .connectTimeout(config.timeout())
                    .keepAlive(true)
                    .build());
    return config
        .options()
        .apply(builder)
        // Delivery depends on these: nothing is queued while disconnected, nothing is sent twice.
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
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
  io.netty.util.Timer timer() {
    return resources.timer();
  }

  /** Runs something after a while. */
  void later(Duration delay, Runnable task) {
    timer().newTimeout(ignored -> task.run(), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Returns the future of a script call's raw reply. */
  CompletableFuture<@Nullable Object> call(ScriptCall call, Invocation invocation) {
    Scripts.Script script = scripts.get(call.script());
    return start(
        new Exchange(
            this,
            link(invocation),
            invocation,
            call.readOnly(),
            evict -> scriptCommand(script, call, evict)));
  }

  /** Returns the future of a plain reading command's raw reply. */
  CompletableFuture<@Nullable Object> read(
      CommandType type, Invocation invocation, byte[]... arguments) {
    return start(
        new Exchange(
            this,
            link(invocation),
            invocation,
            true,
            ignored -> {
              CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
              for (byte[] argument : arguments) {
                args.addKey(argument);
              }
              return new TrackedCommand(type, args);
            }));
  }

  private Link link(Invocation invocation) {
    return invocation.isBulk() ? bulk : points;
  }

  private static TrackedCommand scriptCommand(
      Scripts.Script script, ScriptCall call, boolean withText) {
    CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    args.add(withText ? script.text() : script.sha());
    args.add(call.keys().size());
    args.addKeys(call.keys());
    args.addValues(call.arguments());
    return new TrackedCommand(withText ? CommandType.EVAL : CommandType.EVALSHA, args);
  }

  private CompletableFuture<@Nullable Object> start(Exchange exchange) {
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
    var unused = exchange.reply().whenComplete((reply, failure) -> inFlight.decrementAndGet());
    exchange.begin();
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

  @Override
  public void close() {
    listeners.close();
    points.close();
    bulk.close();
    shutdown();
  }

  private void shutdown() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    if (ownsResources) {
      var unused = resources.shutdown(0, 2, TimeUnit.SECONDS);
    }
  }
}
