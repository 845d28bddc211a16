package io.popoto.simulation;

import io.popoto.annotation.Index;
import io.popoto.annotation.Model;
import io.popoto.annotation.Version;

/** The same with a version. */
@Model(
    indexes = {
      @Index(fields = {"state", "note"}),
      @Index(
          fields = {"area", "seat"},
          unique = true)
    })
class Ticket extends Card {
  @Version long version;
}
