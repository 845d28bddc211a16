package io.popoto.benchmarks.rival;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.popoto.geo.GeoPoint;
import io.popoto.testing.CommandMonitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The very calls that Popoto sends, recorded once by MONITOR and then sent raw, without entities:
 * what no client can go below with these scripts.
 */
public final class FloorRival implements Rival<Object> {
  private final PopotoRival popoto;
  private final String uri;
  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;

  /**
   * A recorded call.
   *
   * @param command its name
   * @param arguments its arguments
   */
  private record Call(ProtocolKeyword command, List<byte[]> arguments) {
    static Call of(List<String> recorded) {
      return new Call(
          CommandType.valueOf(recorded.get(0)),
          recorded.stream()
              .skip(1)
              .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
              .toList());
    }
  }

  /** Connects. */
  public FloorRival(Server server) {
    popoto = new PopotoRival(server);
    uri = "redis://127.0.0.1:" + server.port();
    client = RedisClient.create(server.uri());
    connection = client.connect(ByteArrayCodec.INSTANCE);
  }

  /** Records the last call of some work of Popoto's; the first attempt may have missed a script. */
  private List<Call> record(Runnable work) {
    try (CommandMonitor monitor = CommandMonitor.on(uri)) {
      work.run();
      return monitor.commands().stream()
          .filter(command -> !command.get(0).equals("EVAL"))
          .map(Call::of)
          .toList();
    }
  }

  private CompletableFuture<List<Object>> send(Call call) {
    CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    args.addValues(call.arguments());
    AsyncCommand<byte[], byte[], List<Object>> command =
        new AsyncCommand<>(
            new Command<>(call.command(), new ArrayOutput<>(ByteArrayCodec.INSTANCE), args));
    connection.dispatch(command);
    return command.toCompletableFuture();
  }

  @Override
  public List<Object> entities(List<Place> places) {
    List<Restaurant> entities = popoto.entities(places);
    popoto.save(entities.get(0));
    List<Object> calls = new ArrayList<>(places.size());
    for (int from = 0; from < entities.size(); from += 64) {
      List<Restaurant> some = entities.subList(from, Math.min(from + 64, entities.size()));
      calls.addAll(record(() -> some.forEach(popoto::save)));
    }
    return calls;
  }

  @Override
  public Place place(Object entity) {
    throw new UnsupportedOperationException("these are raw replies");
  }

  @Override
  public void save(Object entity) {
    send((Call) entity).join();
  }

  @Override
  public void saveAll(List<Object> entities, int inFlight) {
    Window window = new Window(inFlight);
    entities.forEach(entity -> window.add(send((Call) entity)));
    window.await();
  }

  @Override
  public void createAll(List<Object> entities) {
    saveAll(entities, 256);
  }

  /**
   * The calls of a query: the first one finds, the others, if there are any, read what it found.
   */
  private Prepared<List<Object>> rows(Prepared<?> work) {
    work.run();
    List<Call> calls = record(work::run);
    Call first = calls.get(0);
    List<Call> others = calls.subList(1, calls.size());
    return () -> {
      List<Object> reply = send(first).join();
      return others.isEmpty() ? reply.subList(0, reply.size() - 1) : all(others);
    };
  }

  /** The rows of calls that read known records: one each, or those of a script. */
  private List<Object> all(List<Call> calls) {
    List<CompletableFuture<List<Object>>> replies = calls.stream().map(this::send).toList();
    if (calls.size() == 1) {
      return replies.get(0).join();
    }
    List<Object> rows = new ArrayList<>(calls.size());
    replies.forEach(reply -> rows.add(reply.join()));
    return rows;
  }

  @Override
  public Prepared<List<Object>> many(List<String> names) {
    Prepared<?> work = popoto.many(names);
    work.run();
    List<Call> calls = record(work::run);
    return () -> all(calls);
  }

  @Override
  public Prepared<List<Object>> rated(double least, int limit) {
    return rows(popoto.rated(least, limit));
  }

  @Override
  public Prepared<List<Object>> best(String cuisine, double least, int limit) {
    return rows(popoto.best(cuisine, least, limit));
  }

  @Override
  public Prepared<List<Object>> both(String cuisine, String city) {
    return rows(popoto.both(cuisine, city));
  }

  @Override
  public Prepared<List<Object>> near(GeoPoint centre, double meters) {
    return rows(popoto.near(centre, meters));
  }

  @Override
  public Prepared<List<List<Object>>> fanOut(List<String> cuisines, double least, int limit) {
    Prepared<?> work = popoto.fanOut(cuisines, least, limit);
    work.run();
    List<Call> calls = record(work::run);
    return () -> {
      List<CompletableFuture<List<Object>>> all = new ArrayList<>(calls.size());
      calls.forEach(call -> all.add(send(call)));
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
      return all.stream().map(CompletableFuture::join).toList();
    };
  }

  @Override
  public void close() {
    popoto.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
