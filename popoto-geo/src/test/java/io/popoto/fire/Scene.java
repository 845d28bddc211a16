package io.popoto.fire;

import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import java.time.Duration;
import java.util.Random;

/**
 * Where a fault strikes.
 *
 * @param ground the servers
 * @param namespace the namespace of all records
 * @param world the records
 * @param recorder takes the attempts of actors that the fault brings along
 * @param random the source of chance
 */
record Scene(Ground ground, String namespace, World world, Recorder recorder, Random random) {

  /** Returns a builder of one more user of the library, who is patient. */
  PopotoBuilder builder(String uri) {
    return Popoto.builder()
        .uri(uri)
        .namespace(namespace)
        .timeout(Duration.ofSeconds(10))
        .codec(Remark.class, new RemarkCodec());
  }
}
