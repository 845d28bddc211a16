package io.popoto.internal.engine;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.popoto.exception.DecodeException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is set up.
 *
 * @param uri where Redis is
 * @param timeout how long a call may take
 * @param namespace what all keys begin with, or empty
 * @param clock what stamps fields
 * @param completion where decoding and callbacks of asynchronous calls run, or null for threads of
 *     its own
 * @param resources Lettuce's resources, or null for some of its own
 * @param options changes Lettuce's options
 * @param readFrom which nodes reads go to, or null for the one at the address
 * @param replicas further nodes to read from; if there are none, the master is asked for them
 * @param lazy whether it connects in the background
 * @param failFast whether calls fail at once while it is known that there is no connection
 * @param maxInFlight how many calls may be in flight
 * @param maxBytesInFlight how many bytes of requests may be in flight
 * @param queryBudget how much work one call of a query may do, see {@code lua/read.lua}
 * @param onDecodeFailure told of records that lists leave out
 * @param onRebuildNeeded told of models whose indexes have changed
 * @param onEviction told of a policy by which the server may evict keys
 * @param sweepInterval how often expired records are swept in the background, or null for never
 */
public record EngineConfig(
    RedisURI uri,
    Duration timeout,
    String namespace,
    Clock clock,
    @Nullable Executor completion,
    @Nullable ClientResources resources,
    UnaryOperator<ClientOptions.Builder> options,
    @Nullable ReadFrom readFrom,
    List<RedisURI> replicas,
    boolean lazy,
    boolean failFast,
    int maxInFlight,
    long maxBytesInFlight,
    int queryBudget,
    Consumer<DecodeException> onDecodeFailure,
    Consumer<String> onRebuildNeeded,
    Consumer<String> onEviction,
    @Nullable Duration sweepInterval) {}
