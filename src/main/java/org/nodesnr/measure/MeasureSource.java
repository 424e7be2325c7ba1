package org.nodesnr.measure;

import java.util.List;

/**
 * Names measures. Found by {@link java.util.ServiceLoader}: nodesnr's own by its build, a user's by
 * a line in {@code META-INF/services/org.nodesnr.measure.MeasureSource} of a jar on the class path.
 */
public interface MeasureSource {
  /**
   * @return the measures, in the order of tables
   */
  List<Measure> measures();
}
