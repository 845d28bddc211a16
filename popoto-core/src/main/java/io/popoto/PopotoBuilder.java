package io.popoto;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.popoto.exception.DecodeException;
import io.popoto.internal.Given;
import io.popoto.internal.codec.Codecs;
import io.popoto.internal.codec.JsonSettings;
import io.popoto.internal.engine.Address;
import io.popoto.internal.engine.EngineConfig;
import io.popoto.internal.engine.LeftOut;
import io.popoto.internal.engine.LibraryVersions;
import io.popoto.internal.engine.Stores;
import io.popoto.internal.engine.TimelyCredentials;
import io.popoto.spi.ValueCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Sets up a {@link Popoto}. Not thread-safe. */
public final class PopotoBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(Popoto.class);
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_.-]*");

  private static final long LEAST_BYTES_IN_FLIGHT = 8 << 20;

  private @Nullable RedisURI uri;
  private @Nullable RedisCredentialsProvider credentials;
  private Duration timeout = Duration.ofSeconds(5);
  private String namespace = "";
  private Clock clock = Clock.systemUTC();
  private @Nullable Executor completion;
  private @Nullable ClientResources resources;
  private UnaryOperator<ClientOptions.Builder> options = UnaryOperator.identity();
  private @Nullable ReadFrom readFrom;
  private List<RedisURI> replicas = List.of();
  private boolean lazy;
  private boolean failFast;
  private int maxInFlight = 20_000;
  private long maxBytesInFlight =
      Math.max(LEAST_BYTES_IN_FLIGHT, Runtime.getRuntime().maxMemory() / 16);
  private int queryBudget = 2_500;
  private Codecs codecs = Codecs.standard();
  private JsonSettings json = JsonSettings.STANDARD;
  private Consumer<DecodeException> onDecodeFailure = failure -> {};

  private Consumer<String> onRebuildNeeded = model -> {};
  private Consumer<String> onEviction = policy -> {};
  private @Nullable Duration sweepInterval;

  PopotoBuilder() {}

  /**
   * Sets the address; by default that in {@code REDIS_URL}, else {@code redis://localhost:6379}.
   */
  public PopotoBuilder uri(String newUri) {
    uri = Address.of(Given.toSetUp(newUri, "newUri"), "uri");
    return this;
  }

  /**
   * Sets the address as Lettuce has it, for all that a text cannot say. It is used as it is, and
   * its timeouts are changed.
   */
  public PopotoBuilder uri(RedisURI newUri) {
    uri = Given.toSetUp(newUri, "newUri");
    return this;
  }

  /**
   * Sets who knows user and password, instead of the address; for replicas as well, but not for
   * sentinels. It is asked whenever a connection is made, so that a password may change, and has a
   * second to answer.
   */
  public PopotoBuilder credentials(RedisCredentialsProvider provider) {
    credentials = Given.toSetUp(provider, "provider");
    return this;
  }

  /**
   * Sets how long a call may take, retries included; by default 5 seconds.
   *
   * <p>Work that takes several calls of Redis has the whole time for each of them: bulk writes,
   * maintenance, deleteAll, scanKeys, streams, getMany and queries of more than 1,000 records, and
   * queries beyond one {@link #queryBudget}. It ends when all is done or the first step has failed.
   */
  public PopotoBuilder timeout(Duration newTimeout) {
    if (Given.toSetUp(newTimeout, "timeout").isNegative() || newTimeout.isZero()) {
      throw new IllegalArgumentException("timeout: expected more than nothing: " + newTimeout);
    }
    timeout = newTimeout;
    return this;
  }

  /** Sets what all keys begin with: letters, digits, {@code _ . -}; by default nothing. */
  public PopotoBuilder namespace(String newNamespace) {
    if (!NAMESPACE.matcher(Given.toSetUp(newNamespace, "namespace")).matches()) {
      throw new IllegalArgumentException(
          "namespace: \"" + newNamespace + "\" has other characters than letters, digits, _ . -");
    }
    namespace = newNamespace;
    return this;
  }

  /** Sets the clock that stamps fields; expiry goes by the time of the server. */
  public PopotoBuilder clock(Clock newClock) {
    clock = Given.toSetUp(newClock, "newClock");
    return this;
  }

  /**
   * Sets where asynchronous calls decode and run callbacks. By default these are daemon threads of
   * this Popoto's own: as many as there are processors, and up to 256 while callbacks hold the
   * others up. With {@code Runnable::run} this happens on Redis I/O threads, and then must never
   * wait.
   *
   * <p>A future whose result the executor does not begin to deliver within the timeout of its call,
   * or refuses, fails with {@link io.popoto.exception.UnavailableException} on another thread of
   * the library; for a write that was done, {@code outcomeUnknown()} is true.
   */
  public PopotoBuilder completionExecutor(Executor executor) {
    completion = Given.toSetUp(executor, "executor");
    return this;
  }

  /** Sets resources of Lettuce to share; they are not closed with the connection. */
  public PopotoBuilder clientResources(ClientResources newResources) {
    resources = newResources;
    return this;
  }

  /** Changes options of Lettuce; those that delivery depends on are set afterwards. */
  public PopotoBuilder clientOptions(UnaryOperator<ClientOptions.Builder> customizer) {
    options = Given.toSetUp(customizer, "customizer");
    return this;
  }

  /**
   * Lets loads and queries go to replicas, such as by {@code ReadFrom.REPLICA_PREFERRED}; by
   * default everything goes to the server at the address, which has to be the master or a sentinel.
   * A replica is behind the master: what was just written may not be found, and what was deleted
   * may be. Writes, and what they read, always go to the master, as do {@code scanKeys} and the
   * care for indexes.
   */
  public PopotoBuilder readFrom(ReadFrom nodes) {
    readFrom = Given.toSetUp(nodes, "nodes");
    return this;
  }

  /**
   * Sets the addresses of replicas to read from, for {@link #readFrom}; by default the master or
   * the sentinel is asked for them, which may know them by addresses that cannot be reached from
   * here.
   */
  public PopotoBuilder replicas(String... uris) {
    replicas =
        Arrays.stream(Given.toSetUp(uris, "uris"))
            .map(text -> Address.of(Given.toSetUp(text, "uris"), "replicas"))
            .toList();
    return this;
  }

  /**
   * Lets {@link #build()} return at once and connect in the background, for as long as that takes,
   * so that an application starts while Redis is away. Calls wait for the connection within their
   * timeout.
   */
  public PopotoBuilder lazyConnect() {
    lazy = true;
    return this;
  }

  /**
   * Sets whether calls fail at once while it is known that there is no connection, which is when an
   * attempt to restore it has failed. By default they wait for its return within their timeout.
   */
  public PopotoBuilder failFast(boolean newFailFast) {
    failFast = newFailFast;
    return this;
  }

  /** Sets how many calls may be in flight, 20,000 by default; beyond it a call fails at once. */
  public PopotoBuilder maxInFlight(int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("maxInFlight: expected 1 or more: " + calls);
    }
    maxInFlight = calls;
    return this;
  }

  /**
   * Sets how many bytes of requests may be in flight, a sixteenth of the heap by default, and 8 MB
   * at least; beyond it a call fails at once with {@link
   * io.popoto.exception.TooManyCallsException}. A request counts until it has ended and has left
   * the buffers of its connection, of which there may be up to three copies. Requests of less than
   * 1 kB do not count, and one that is larger than the bound is possible while no other is in
   * flight.
   */
  public PopotoBuilder maxBytesInFlight(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxBytesInFlight must be positive, but was " + bytes);
    }
    maxBytesInFlight = bytes;
    return this;
  }

  /**
   * Sets how much work one call of a query may do before it goes on in another, so that other
   * clients never wait long: a candidate counts 1, one whose fields are read 4, a returned record
   * 10. The default of 2,500 is 1 to 5 ms of the server's time. Of more than 100 records, or a
   * tenth of the budget if that is less, the call brings the keys only; they are read after it.
   */
  public PopotoBuilder queryBudget(int work) {
    if (work < 1) {
      throw new IllegalArgumentException("queryBudget: expected 1 or more: " + work);
    }
    queryBudget = work;
    return this;
  }

  /** Registers how values of a type are stored; the last one registered for a type wins. */
  public <V> PopotoBuilder codec(Class<V> type, ValueCodec<V> codec) {
    codecs = codecs.with(Given.toSetUp(type, "type"), Given.toSetUp(codec, "codec"));
    return this;
  }

  /**
   * Sets the Jackson mapper for fields whose type has no codec, instead of this library's own,
   * which maps objects by their fields. Whatever it makes of a value, one that would not be
   * reloaded as it was is refused.
   */
  public PopotoBuilder jsonMapper(JsonMapper mapper) {
    json = new JsonSettings(Given.toSetUp(mapper, "mapper"), json.customizer());
    return this;
  }

  /**
   * Changes the mapper for JSON, such as by adding modules; see {@link #jsonMapper(JsonMapper)}.
   */
  public PopotoBuilder jsonMapper(UnaryOperator<JsonMapper.Builder> customizer) {
    json = new JsonSettings(json.mapper(), Given.toSetUp(customizer, "customizer"));
    return this;
  }

  /** Sets who is told of records that lists leave out since a field cannot be decoded. */
  public PopotoBuilder onDecodeFailure(Consumer<DecodeException> handler) {
    onDecodeFailure = Given.toSetUp(handler, "handler");
    return this;
  }

  /** Sets who is told, by name, of models whose indexes changed since records were written. */
  public PopotoBuilder onRebuildNeeded(Consumer<String> handler) {
    onRebuildNeeded = Given.toSetUp(handler, "handler");
    return this;
  }

  /**
   * Sets who is told, soon after the first repository was made, that the server's {@code
   * maxmemory-policy} lets it evict keys, such as {@code volatile-ttl}. It is logged as a warning
   * as well. Records that a server evicts leave their index entries behind.
   */
  public PopotoBuilder onEviction(Consumer<String> handler) {
    onEviction = Given.toSetUp(handler, "handler");
    return this;
  }

  /**
   * Sets how often expired records of the models in use are taken out of the indexes in the
   * background; by default never, since writes do it a few at a time.
   */
  public PopotoBuilder sweepInterval(Duration interval) {
    if (Given.toSetUp(interval, "interval").isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("sweepInterval: expected more than nothing: " + interval);
    }
    sweepInterval = interval;
    return this;
  }

  /**
   * Connects.
   *
   * @throws io.popoto.exception.PopotoConnectionException if Redis cannot be reached in time
   * @throws IllegalStateException if Lettuce or jackson-annotations on the class path is too old
   */
  public Popoto build() {
    LibraryVersions.check();
    Consumer<DecodeException> report = new LeftOut(LOG, onDecodeFailure);
    Consumer<String> told = onRebuildNeeded;
    Consumer<String> rebuild =
        model -> {
          LOG.warn("The indexes of {} have changed; call rebuildIndexes() once.", model);
          told.accept(model);
        };
    Consumer<String> toldOfEviction = onEviction;
    Consumer<String> eviction =
        policy -> {
          LOG.warn(
              "The server's maxmemory-policy is {}: it may evict records, whose index entries then"
                  + " stay behind, or indexes. Popoto needs noeviction.",
              policy);
          toldOfEviction.accept(policy);
        };
    return new Popoto(
        new Stores(
            new EngineConfig(
                address(),
                timeout,
                namespace,
                clock,
                completion,
                resources,
                options,
                readFrom,
                replicas,
                lazy,
                failFast,
                maxInFlight,
                maxBytesInFlight,
                queryBudget,
                report,
                rebuild,
                eviction,
                sweepInterval),
            codecs.with(json),
            List.of(DefaultRepository.class, DefaultQuery.class)));
  }

  private RedisURI address() {
    RedisURI address = uri == null ? environment() : uri;
    if (credentials != null) {
      RedisCredentialsProvider provider = new TimelyCredentials(credentials);
      address.setCredentialsProvider(provider);
      replicas.forEach(replica -> replica.setCredentialsProvider(provider));
    }
    return address;
  }

  private static RedisURI environment() {
    String url = System.getenv("REDIS_URL");
    boolean none = url == null || url.isEmpty();
    return Address.of(none ? "redis://localhost:6379" : url, "REDIS_URL");
  }
}
