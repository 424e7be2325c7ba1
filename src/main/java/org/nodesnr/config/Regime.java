package org.nodesnr.config;

/**
 * How a network is trained. The update is plain stochastic gradient descent with a fixed rate,
 * {@code W ← (1 − ε λ) W − ε ∂f/∂W}, {@code b ← b − ε ∂f/∂b}, where f is the mean cross-entropy
 * over the batch.
 *
 * @param name label in tables and figures, with the values that vary in its family ({@code l2
 *     5e-5}); no part of a run's identity
 * @param family the regime's name in the config, shared by all members of its grid ({@code l2});
 *     figures colour by it; no part of a run's identity
 * @param learningRate ε
 * @param l2Coefficient λ in {@code f + λ · ½ Σ‖W‖²} over the weight matrices and kernels, biases
 *     left out
 * @param dropProbability probability with which an output of a hidden dense layer is set to zero in
 *     training; the others are divided by {@code 1 − dropProbability}
 * @param batchSize samples in a batch
 * @param steps number of updates
 * @param augmentation random changes of the training images
 * @param initialisation how the initial weights are drawn
 */
public record Regime(
    String name,
    String family,
    double learningRate,
    double l2Coefficient,
    double dropProbability,
    int batchSize,
    int steps,
    AugmentationSpec augmentation,
    InitialisationSpec initialisation) {

  /**
   * A regime that is the only one of its family.
   *
   * @param name label and family
   * @param learningRate ε
   * @param l2Coefficient λ
   * @param dropProbability probability with which an output of a hidden dense layer is dropped
   * @param batchSize samples in a batch
   * @param steps number of updates
   * @param augmentation random changes of the training images
   * @param initialisation how the initial weights are drawn
   */
  public Regime(
      String name,
      double learningRate,
      double l2Coefficient,
      double dropProbability,
      int batchSize,
      int steps,
      AugmentationSpec augmentation,
      InitialisationSpec initialisation) {
    this(
        name,
        name,
        learningRate,
        l2Coefficient,
        dropProbability,
        batchSize,
        steps,
        augmentation,
        initialisation);
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

  /**
   * Initial weights: normal with mean 0, truncated at two standard deviations by drawing again, as
   * TensorFlow's {@code truncated_normal}.
   *
   * @param convolutionStandardDeviation standard deviation, before truncation, of kernels
   * @param denseStandardDeviation standard deviation, before truncation, of the weights of dense
   *     layers
   * @param bias initial value of every bias
   */
  public record InitialisationSpec(
      double convolutionStandardDeviation, double denseStandardDeviation, double bias) {}
}
