package org.nodesnr.spec;

import java.util.HashMap;
import java.util.Map;

/**
 * How a network is trained. Without further settings the update is plain stochastic gradient
 * descent with a fixed rate, {@code W ← (1 − ε λ) W − ε ∂f/∂W}, {@code b ← b − ε ∂f/∂b}, where f is
 * the mean cross-entropy over the batch; {@link OptimiserSettings} has others.
 *
 * @param name label in tables and figures, with the values that vary in its family ({@code l2
 *     5e-5}); no part of a run's identity
 * @param family the regime's name in the config, shared by all members of its grid ({@code l2});
 *     figures colour by it; no part of a run's identity
 * @param values the settings that are not at their default, whatever the map that is given says of
 *     others
 */
public record Regime(String name, String family, Map<Setting<?>, Object> values) {
  /** Leaves out what equals its default. */
  public Regime {
    Map<Setting<?>, Object> changed = new HashMap<>(values);
    changed.entrySet().removeIf(e -> e.getKey().usual().filter(e.getValue()::equals).isPresent());
    values = Map.copyOf(changed);
  }

  /**
   * A regime with every default, the only one of its family.
   *
   * @param name label and family
   * @return the regime; the settings without a default are yet to be given
   */
  public static Regime named(String name) {
    return new Regime(name, name, Map.of());
  }

  /**
   * @param label name in tables and figures
   * @param ofFamily the regime's name in the config
   * @return the same training under other names
   */
  public Regime labelled(String label, String ofFamily) {
    return new Regime(label, ofFamily, values);
  }

  /**
   * @param setting one of {@link Settings#ALL}
   * @param value its value, within its range
   * @param <T> type of the value
   * @return the regime with that value
   */
  public <T> Regime with(Setting<T> setting, T value) {
    Map<Setting<?>, Object> changed = new HashMap<>(values);
    changed.put(setting, value);
    return new Regime(name, family, changed);
  }

  /**
   * @param setting one of {@link Settings#ALL}
   * @param <T> type of its value
   * @return the value
   * @throws IllegalStateException when the setting has no default and was not given
   */
  @SuppressWarnings("unchecked")
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    return value != null
        ? (T) value
        : setting
            .usual()
            .orElseThrow(() -> new IllegalStateException(setting.key() + " is not given"));
  }

  /**
   * @return ε
   */
  public double learningRate() {
    return get(Settings.LEARNING_RATE);
  }

  /**
   * @return λ in {@code f + λ · ½ Σ‖W‖²} over the weight matrices and kernels, biases left out
   */
  public double l2Coefficient() {
    return get(Settings.L2_COEFFICIENT);
  }

  /**
   * @return probability with which an output of a hidden dense layer is set to zero in training;
   *     the others are divided by {@code 1 − dropProbability}
   */
  public double dropProbability() {
    return get(Settings.DROP_PROBABILITY);
  }

  /**
   * @return samples in a batch
   */
  public int batchSize() {
    return get(Settings.BATCH_SIZE);
  }

  /**
   * @return number of updates
   */
  public int steps() {
    return get(Settings.STEPS);
  }

  /**
   * @return random changes of the training images
   */
  public AugmentationSpec augmentation() {
    return new AugmentationSpec(get(Settings.SHIFT), get(Settings.FLIP), get(Settings.CROP));
  }

  /**
   * @return how the initial weights are drawn
   */
  public InitialisationSpec initialisation() {
    return new InitialisationSpec(
        get(Settings.CONVOLUTION_STANDARD_DEVIATION),
        get(Settings.DENSE_STANDARD_DEVIATION),
        get(Settings.BIAS),
        get(Settings.INITIALISATION));
  }

  /**
   * Random changes of the training images, drawn anew whenever an image is used.
   *
   * @param shift greatest shift in pixels, uniform on −shift … shift in each axis, filled with
   *     zeros; 0 for none
   * @param flip whether images are mirrored left to right with probability ½
   * @param crop whether the square of {@link DataSpec#crop()} is taken at a random place instead of
   *     the centre
   */
  public record AugmentationSpec(int shift, boolean flip, boolean crop) {
    /** No augmentation. */
    public static final AugmentationSpec NONE = new AugmentationSpec(0, false, false);
  }

  /** How wide initial weights spread. */
  public enum InitialisationKind {
    /** By the standard deviations that are given, before truncation. */
    TRUNCATED_NORMAL,
    /** He et al. 2015, for relu: √(2 / inputs of the node) after truncation. */
    HE,
    /**
     * Glorot and Bengio 2010: √(2 / (inputs + outputs)) after truncation; outputs are the nodes of
     * the layer, for a convolution times the pixels of the kernel.
     */
    GLOROT
  }

  /**
   * Initial weights: normal with mean 0, truncated at two standard deviations by drawing again, as
   * TensorFlow's {@code truncated_normal}, {@code he_normal} and {@code glorot_normal}.
   *
   * @param convolutionStandardDeviation standard deviation, before truncation, of kernels
   * @param denseStandardDeviation standard deviation, before truncation, of the weights of dense
   *     layers
   * @param bias initial value of every bias
   * @param kind whether the two standard deviations are what counts
   */
  public record InitialisationSpec(
      double convolutionStandardDeviation,
      double denseStandardDeviation,
      double bias,
      InitialisationKind kind) {
    /**
     * By standard deviations.
     *
     * @param convolutionStandardDeviation of kernels
     * @param denseStandardDeviation of the weights of dense layers
     * @param bias initial value of every bias
     */
    public InitialisationSpec(
        double convolutionStandardDeviation, double denseStandardDeviation, double bias) {
      this(
          convolutionStandardDeviation,
          denseStandardDeviation,
          bias,
          InitialisationKind.TRUNCATED_NORMAL);
    }
  }
}
