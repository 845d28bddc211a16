package io.popoto.fire;

import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.annotation.UniqueField;
import io.popoto.fire.oracle.Shape;
import io.popoto.fire.oracle.ValueType;
import java.time.Instant;

/** A record that expires. */
@Model(ttlSeconds = 1)
class Session {
  static final Shape SHAPE =
      Shape.of("Session", "id").unique("token").equal("owner").token("opened", ValueType.INSTANT);

  @KeyField String id;
  @UniqueField String token;
  @IndexedField String owner;
  @SortedField Instant opened;

  Session() {}

  Session(String id, String token, String owner) {
    this.id = id;
    this.token = token;
    this.owner = owner;
    this.opened = Instant.now();
  }
}
