package org.nodesnr.measure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A number that says something about a trained network. It is made with {@link #of} and changed
 * with the methods that return another.
 *
 * @param id its name in files, letters and digits, such as {@code G} or {@code activationRate}
 * @param symbol its letter in print, such as {@code G}; empty where it has none
 * @param words in a sentence, such as {@code SNR gain}
 * @param scope what it is a property of
 * @param sign what a larger value is expected to mean
 * @param perVariant whether there is a value under each {@code Variant} of S and G
 * @param hiddenOnly whether the output layer has no value
 * @param control whether it is there for comparison: any measure has to beat it
 * @param total how the values of layers make one of the network
 * @param bound how large its magnitude can be
 * @param needs what it is computed from
 */
public record Measure(
    String id,
    String symbol,
    String words,
    MeasureScope scope,
    Sign sign,
    boolean perVariant,
    boolean hiddenOnly,
    boolean control,
    Total total,
    Bound bound,
    Set<Need> needs) {
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  /** How large the magnitude of a value can be. */
  public enum Bound {
    /** Any. */
    NONE,
    /** 1, as a cosine. */
    ONE,
    /** The root of the number of inputs of a node. */
    ROOT_OF_INPUTS;

    /**
     * @param inputs inputs of each node
     * @return the largest magnitude
     */
    public double of(int inputs) {
      return switch (this) {
        case NONE -> Double.POSITIVE_INFINITY;
        case ONE -> 1;
        case ROOT_OF_INPUTS -> Math.sqrt(inputs);
      };
    }
  }

  /**
   * S, the SNR optimality of a node (equation 10): the cosine between its weights and its weighted
   * covariances.
   */
  public static final Measure OPTIMALITY =
      of("S", "SNR optimality", MeasureScope.NODE, Sign.BETTER)
          .symbol("S")
          .underVariants()
          .within(Bound.ONE)
          .needs(Need.WEIGHTS, Need.TEST_INPUTS);

  /** G, the SNR gain of a node (equation 13); its hidden total is G^(1..n−1) (equation 14). */
  public static final Measure GAIN =
      of("G", "SNR gain", MeasureScope.NODE, Sign.BETTER)
          .symbol("G")
          .underVariants()
          .total(Total.HIDDEN_SUM)
          .within(Bound.ROOT_OF_INPUTS)
          .needs(Need.WEIGHTS, Need.TEST_INPUTS);

  /** The share of samples and places in which a node's activation is positive. */
  public static final Measure ACTIVATION_RATE =
      of("activationRate", "activation rate", MeasureScope.NODE, Sign.NONE)
          .ofHiddenLayers()
          .asControl()
          .within(Bound.ONE)
          .needs(Need.TEST_INPUTS);

  /** The Euclidean norm of the weights, biases left out. */
  public static final Measure WEIGHT_NORM =
      of("weightNorm", "weight norm", MeasureScope.NODE, Sign.WORSE)
          .asControl()
          .total(Total.EUCLIDEAN)
          .needs(Need.WEIGHTS);

  /** The measures of which every node has a value, as the evaluation of S and G reads them. */
  public static final List<Measure> OF_NODES =
      List.of(OPTIMALITY, GAIN, ACTIVATION_RATE, WEIGHT_NORM);

  /** Those of them that have a value under each variant: what nodesnr is about. */
  public static final List<Measure> OF_VARIANTS =
      OF_NODES.stream().filter(Measure::perVariant).toList();

  /**
   * Checks the name and copies the set.
   *
   * @throws IllegalArgumentException when the id is none
   */
  public Measure {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("the id of a measure is letters and digits, not: " + id);
    }
    needs = Set.copyOf(needs);
  }

  /**
   * A measure without symbol, variants, total or bound.
   *
   * @param id its name in files
   * @param words in a sentence
   * @param scope what it is a property of
   * @param sign what a larger value is expected to mean
   * @return the measure
   */
  public static Measure of(String id, String words, MeasureScope scope, Sign sign) {
    return new Measure(
        id, "", words, scope, sign, false, false, false, Total.NONE, Bound.NONE, Set.of());
  }

  /**
   * @param letter its letter in print
   * @return the measure with it
   */
  public Measure symbol(String letter) {
    return new Measure(
        id, letter, words, scope, sign, perVariant, hiddenOnly, control, total, bound, needs);
  }

  /**
   * @return the measure, with a value under each variant
   */
  public Measure underVariants() {
    return new Measure(
        id, symbol, words, scope, sign, true, hiddenOnly, control, total, bound, needs);
  }

  /**
   * @return the measure, without a value of the output layer
   */
  public Measure ofHiddenLayers() {
    return new Measure(
        id, symbol, words, scope, sign, perVariant, true, control, total, bound, needs);
  }

  /**
   * @return the measure, for comparison
   */
  public Measure asControl() {
    return new Measure(
        id, symbol, words, scope, sign, perVariant, hiddenOnly, true, total, bound, needs);
  }

  /**
   * @param way how the values of layers make one of the network
   * @return the measure with it
   */
  public Measure total(Total way) {
    return new Measure(
        id, symbol, words, scope, sign, perVariant, hiddenOnly, control, way, bound, needs);
  }

  /**
   * @param largest how large its magnitude can be
   * @return the measure with it
   */
  public Measure within(Bound largest) {
    return new Measure(
        id, symbol, words, scope, sign, perVariant, hiddenOnly, control, total, largest, needs);
  }

  /**
   * @param what what it is computed from
   * @return the measure with it
   */
  public Measure needs(Need... what) {
    return new Measure(
        id,
        symbol,
        words,
        scope,
        sign,
        perVariant,
        hiddenOnly,
        control,
        total,
        bound,
        Set.of(what));
  }

  /**
   * @return the id as names of files are written, such as {@code weight-norm}
   */
  public String fileName() {
    return id.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /**
   * @return the words at the start of a line
   */
  public String heading() {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
