package io.popoto.fire;

import io.popoto.fire.oracle.FormatOracle;
import java.util.List;

/** The invariants of what is stored: 1, 2, 3 and 6. */
final class FormatJudge implements Judge {
  @Override
  public List<String> violations(Round round) {
    return FormatOracle.violations(round.ground().raw(), round.space(), Round.SHAPES);
  }
}
