package io.popoto.internal.engine;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How a link connects: to one server, or, for reads alone, to it and its replicas.
 *
 * @param client the client
 * @param uri where the master is, or who knows it
 * @param replicas further nodes; if there are none, the master is asked for them
 * @param readFrom which nodes to read from, or null for one server
 */
record Connector(
    RedisClient client, RedisURI uri, List<RedisURI> replicas, @Nullable ReadFrom readFrom) {

  static Connector to(RedisClient client, RedisURI uri) {
    return new Connector(client, uri, List.of(), null);
  }

  /** Returns whether this is for reads alone. */
  boolean readsOnly() {
    return readFrom != null;
  }

  StatefulRedisConnection<byte[], byte[]> connect() {
    if (readFrom == null) {
      return client.connect(ByteArrayCodec.INSTANCE, uri);
    }
    return reading(
        replicas.isEmpty()
            ? MasterReplica.connect(client, ByteArrayCodec.INSTANCE, uri)
            : MasterReplica.connect(client, ByteArrayCodec.INSTANCE, nodes()));
  }

  /** Never throws: what goes wrong before the attempt has begun is a failure of it as well. */
  CompletionStage<? extends StatefulRedisConnection<byte[], byte[]>> connectAsync() {
    try {
      return begin();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<? extends StatefulRedisConnection<byte[], byte[]>> begin() {
    if (readFrom == null) {
      return client.connectAsync(ByteArrayCodec.INSTANCE, uri);
    }
    return (replicas.isEmpty()
            ? MasterReplica.connectAsync(client, ByteArrayCodec.INSTANCE, uri)
            : MasterReplica.connectAsync(client, ByteArrayCodec.INSTANCE, nodes()))
        .thenApply(this::reading);
  }

  private List<RedisURI> nodes() {
    List<RedisURI> nodes = new ArrayList<>();
    nodes.add(uri);
    nodes.addAll(replicas);
    return nodes;
  }

  private StatefulRedisConnection<byte[], byte[]> reading(
      StatefulRedisMasterReplicaConnection<byte[], byte[]> connection) {
    connection.setReadFrom(Objects.requireNonNull(readFrom));
    return connection;
  }
}
