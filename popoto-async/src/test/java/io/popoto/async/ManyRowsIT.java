package io.popoto.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.async.Faults.Parcel;
import io.popoto.testing.FaultProxy;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of more records than come by one call, which are commands of their own. */
class ManyRowsIT {
  private static final int RECORDS = 1200;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final FaultProxy proxy = FaultProxy.to(RedisServers.uri());
  private String namespace = "";

  @BeforeEach
  void fill() {
    namespace = Faults.namespace();
    try (Popoto popoto = popoto(RedisServers.uri(), false)) {
      popoto
          .repository(Parcel.class)
          .bulkCreate(IntStream.range(0, RECORDS).mapToObj(i -> new Parcel(id(i), i)).toList());
    }
  }

  @AfterEach
  void close() {
    proxy.close();
    RawRedis.deleteAll(namespace + "/");
  }

  private static String id(int number) {
    return "p%04d".formatted(number);
  }

  private Popoto popoto(String uri, boolean sharedResources) {
    PopotoBuilder builder = Faults.builder(uri, TIMEOUT).namespace(namespace);
    return (sharedResources ? builder.clientResources(RawRedis.resources()) : builder).build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void comeInTheOrderOfTheKeysWithGapsWhereThereIsNone(boolean sharedResources) {
    try (Popoto popoto = popoto(RedisServers.uri(), sharedResources)) {
      Repository<Parcel> parcels = popoto.repository(Parcel.class);
      List<Key<Parcel>> keys = new ArrayList<>();
      for (int i = RECORDS - 1; i >= 0; i--) {
        keys.add(parcels.key(id(i)));
        keys.add(parcels.key("none" + i));
      }

      List<Optional<Parcel>> found = parcels.getMany(keys);

      assertThat(found).hasSize(2 * RECORDS);
      for (int i = 0; i < RECORDS; i++) {
        assertThat(found.get(2 * i).orElseThrow().weight).isEqualTo(RECORDS - 1 - i);
        assertThat(found.get(2 * i + 1)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areReadAgainWhenTheConnectionIsCutInTheMiddle(boolean sharedResources) {
    try (Popoto popoto = popoto(proxy.uri(), sharedResources)) {
      AsyncRepository<Parcel> parcels = AsyncPopoto.of(popoto).repository(Parcel.class);
      List<Key<Parcel>> keys =
          IntStream.range(0, RECORDS).mapToObj(i -> parcels.key(id(i))).toList();
      parcels.getMany(keys).join();
      for (int bytes : new int[] {1, 900, 30_000}) {
        proxy.cutAfterBytes(bytes);

        CompletableFuture<List<Parcel>> many = parcels.getManyPresent(keys);
        CompletableFuture<List<Parcel>> all = parcels.query().orderBy("-weight").all();
        CompletableFuture<Long> count = parcels.query().filter("weight__gte", 100).count();

        assertThat(many.join()).extracting(parcel -> parcel.weight).hasSize(RECORDS).isSorted();
        assertThat(all.join()).extracting(parcel -> parcel.id).startsWith(id(RECORDS - 1));
        assertThat(all.join()).hasSize(RECORDS);
        assertThat(count.join()).isEqualTo(RECORDS - 100);
        proxy.heal();
      }
    }
  }
}
