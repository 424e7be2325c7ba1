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

  /**
   * Whether a measure is read of the runs alone whose config asks for it.
   *
   * @return false for a user's own: a jar on the class path is asking enough
   */
  default boolean onRequest() {
    return false;
  }

  /**
   * Whether a config asks for a measure when it asks for all of them. What came later than the
   * first experiment that does is not among them, or the ids of its runs would change.
   *
   * @param id one of the measures
   * @return whether it is one of all
   */
  default boolean inAll(String id) {
    return true;
  }

  /**
   * @param id one of the measures
   * @return how many training samples it takes where a config does not say, the first ones; 0 for
   *     all
   */
  default int usualSamples(String id) {
    return 0;
  }
}
