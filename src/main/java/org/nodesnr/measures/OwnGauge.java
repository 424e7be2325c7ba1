package org.nodesnr.measures;

import java.util.List;
import org.nodesnr.measure.Reading;

/** One of nodesnr's own gauges: several measures of one pass over training samples. */
interface OwnGauge {
  /** Its measures, in the order of tables. */
  List<Description> descriptions();

  /** Whether it is also read while training goes on. */
  default boolean cheap() {
    return false;
  }

  /**
   * @param measured a network and its samples
   * @return at least the readings of the measures that are wanted
   */
  List<Reading> read(Measured measured);
}
