package org.nodesnr.spec;

import java.util.List;
import java.util.Map;

/**
 * What a study is run with.
 *
 * @param name of its files
 * @param title for readers
 * @param study which
 * @param data name of a data set
 * @param settings its numbers, by key; one number is a list of one
 */
public record StudySpec(
    String name, String title, String study, String data, Map<String, List<Double>> settings) {
  /** Copies the map. */
  public StudySpec {
    settings = Map.copyOf(settings);
  }

  /**
   * @param key a setting
   * @return its numbers
   */
  public double[] all(String key) {
    return settings.get(key).stream().mapToDouble(x -> x).toArray();
  }

  /**
   * @param key a setting
   * @return its first number
   */
  public double real(String key) {
    return settings.get(key).get(0);
  }

  /**
   * @param key a setting
   * @return its first number, rounded
   */
  public int whole(String key) {
    return (int) Math.round(real(key));
  }

  /**
   * @param key a setting
   * @return its numbers, rounded
   */
  public int[] wholes(String key) {
    return settings.get(key).stream().mapToInt(x -> (int) Math.round(x)).toArray();
  }
}
