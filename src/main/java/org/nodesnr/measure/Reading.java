package org.nodesnr.measure;

/**
 * The value of a measure.
 *
 * @param measure its id
 * @param variant name of the variant of S and G; empty where the measure has none
 * @param layer number of the layer, from 1; 0 for the network
 * @param value as the measure defines it; NaN where it is not defined
 * @param count nodes or parameters behind the value
 * @param leftOut nodes or parameters that are left out, because they have no value
 */
public record Reading(
    String measure, String variant, int layer, double value, long count, long leftOut) {

  /**
   * @param measure a measure without variants
   * @param layer number of the layer, from 1; 0 for the network
   * @param value as the measure defines it; NaN where it is not defined
   * @param count nodes or parameters behind the value
   * @param leftOut those that have none
   * @return the reading
   */
  public static Reading of(Measure measure, int layer, double value, long count, long leftOut) {
    return new Reading(measure.id(), "", layer, value, count, leftOut);
  }
}
