package org.nodesnr.measures;

import java.util.List;
import org.nodesnr.measure.MeasureSource;
import org.nodesnr.measure.Reading;

/**
 * Computes measures of a network; measures that come from one pass over the samples have one gauge.
 * nodesnr's own stand in {@link Gauges}; a user's own has a constructor without parameters and is
 * named in {@code META-INF/services/org.nodesnr.measure.MeasureSource} of a jar on the class path.
 */
public interface Gauge extends MeasureSource {
  /**
   * @param specimen a network and what it was trained and tested on
   * @return the values of {@link #measures()} of layers, of the network, or of both; what is not
   *     defined is NaN, what can't be had here, such as without initial weights, is missing
   */
  List<Reading> read(Specimen specimen);
}
