package org.nodesnr.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Whole;

/** One key of the config of a study: a number, or a list of numbers that the study goes over. */
public final class StudySetting {
  private static final int MOST = 1_000_000_000;

  private final String key;
  private final Kind<? extends Number> kind;
  private final List<Double> usual;
  private final boolean list;
  private final boolean rising;

  private StudySetting(
      String key, Kind<? extends Number> kind, List<Double> usual, boolean list, boolean rising) {
    this.key = key;
    this.kind = kind;
    this.usual = usual;
    this.list = list;
    this.rising = rising;
  }

  private static StudySetting of(String key, Kind<? extends Number> kind, DoubleStream usual) {
    return new StudySetting(key, kind, usual.boxed().toList(), false, false);
  }

  /**
   * @param key as configs have it
   * @param least the smallest number that makes sense
   * @param usual the default
   * @return a setting that counts something
   */
  public static StudySetting count(String key, int least, int... usual) {
    return of(key, new Whole(least, MOST), IntStream.of(usual).asDoubleStream());
  }

  /**
   * @param key as configs have it
   * @param usual the default
   * @return a setting above 0
   */
  public static StudySetting positive(String key, double... usual) {
    return of(key, Real.ABOVE_ZERO, DoubleStream.of(usual));
  }

  /**
   * @param key as configs have it
   * @param usual the default
   * @return a setting of 0 or above
   */
  public static StudySetting notNegative(String key, double... usual) {
    return of(key, Real.NOT_NEGATIVE, DoubleStream.of(usual));
  }

  /**
   * @param key as configs have it
   * @param usual the default
   * @return a setting between 0 and 1
   */
  public static StudySetting share(String key, double... usual) {
    return of(key, Real.SHARE, DoubleStream.of(usual));
  }

  /**
   * @param key as configs have it
   * @param usual the default
   * @return a setting of 0 or above and below 1
   */
  public static StudySetting belowOne(String key, double... usual) {
    return of(key, Real.BELOW_ONE, DoubleStream.of(usual));
  }

  /**
   * @return the same, which may be a list
   */
  public StudySetting orList() {
    return new StudySetting(key, kind, usual, true, rising);
  }

  /**
   * @return the same, which may be a list whose numbers rise
   */
  public StudySetting orRisingList() {
    return new StudySetting(key, kind, usual, true, true);
  }

  /**
   * @param settings of a study
   * @return their defaults, by key
   */
  public static Map<String, List<Double>> usual(List<StudySetting> settings) {
    Map<String, List<Double>> usual = new LinkedHashMap<>();
    settings.forEach(setting -> usual.put(setting.key, setting.usual));
    return usual;
  }

  /**
   * @return as configs have it
   */
  public String key() {
    return key;
  }

  /**
   * @param value that a config gives
   * @return its numbers, or a refusal that names their place
   */
  public List<Double> read(WrittenValue value) {
    value.require(
        list || !value.isList(), "be one number, not a list: the study goes over no list");
    List<Double> numbers =
        value.alternatives().stream().map(each -> kind.read(each).doubleValue()).toList();
    for (int i = 1; rising && i < numbers.size(); i++) {
      value.require(numbers.get(i) > numbers.get(i - 1), "rise from each number to the next");
    }
    return numbers;
  }
}
