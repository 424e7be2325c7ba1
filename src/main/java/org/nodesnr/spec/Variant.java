package org.nodesnr.spec;

import java.util.List;

/**
 * One way to compute S and G: the choices that the paper's appendices B.1 and C leave open.
 *
 * @param name label in records, tables and figures
 * @param inputScaling by what each input is divided before its covariances with the weighted input
 *     r = xW of a node are computed (B.1); r itself is what it is in the network
 * @param rescaleWeights whether the weights that are compared with the covariances are multiplied
 *     by what their input was divided by, so that S and G stay what they are when the outputs of a
 *     node are multiplied and the weights behind it divided by one number
 * @param quietInputThreshold inputs whose maximum over all samples is below this share of the
 *     layer's largest maximum are left out of w and c, not of r (B.1); 0 for none
 * @param nodeMean how nodes enter the mean of their layer (B.1)
 * @param softmaxCentring whether the mean weight over the nodes of a softmax layer is subtracted
 *     (C, equation 18)
 * @param countInputs which inputs are counted in a_j
 * @param countGuard added to the count of active samples in a_j; 0 in the definition
 * @param normGuard added to ‖c‖ in S, not in G; 0 in the definition
 */
public record Variant(
    String name,
    InputScaling inputScaling,
    boolean rescaleWeights,
    double quietInputThreshold,
    NodeMean nodeMean,
    boolean softmaxCentring,
    CountInputs countInputs,
    double countGuard,
    double normGuard) {

  /** The definition as the paper gives it; the default in tables and figures. */
  public static final Variant PAPER =
      new Variant("paper", InputScaling.MAX, false, 0.01, NodeMean.ACTIVITY, true, 0, 0);

  /** What the author's published MNIST notebook computes. */
  public static final Variant NOTEBOOK =
      new Variant(
          "notebook", InputScaling.MAX_PLUS_MILLI, false, 0, NodeMean.PLAIN, false, 1e-4, 1e-4);

  /** Those that are always computed, in the order of records. */
  public static final List<Variant> BUILT_IN = List.of(PAPER, NOTEBOOK);

  /** Counts inputs as they are. */
  public Variant(
      String name,
      InputScaling inputScaling,
      boolean rescaleWeights,
      double quietInputThreshold,
      NodeMean nodeMean,
      boolean softmaxCentring,
      double countGuard,
      double normGuard) {
    this(
        name,
        inputScaling,
        rescaleWeights,
        quietInputThreshold,
        nodeMean,
        softmaxCentring,
        CountInputs.RAW,
        countGuard,
        normGuard);
  }

  /**
   * @return whether inputs above their means are counted, which takes their means first
   */
  public boolean countsCentred() {
    return countInputs == CountInputs.CENTRED;
  }

  /** By what an input is divided. */
  public enum InputScaling {
    /** Nothing. */
    NONE,
    /** Its maximum over all samples; an input whose maximum is not positive is left as it is. */
    MAX,
    /** Its maximum over all samples plus 0.001. */
    MAX_PLUS_MILLI
  }

  /** Which inputs the activation rate a_j of input j is taken of (8). */
  public enum CountInputs {
    /** {@code a_j = p(x_j > 0)}; {@code mean(g'(x_j)²)} behind another activation g (15). */
    RAW,
    /**
     * {@code a_j = p(x_j > mean(x_j))} whatever the activation, mean and share being over all
     * samples and places: what the last revision of the author's notebook counts. An input that is
     * always the same is never above its mean.
     */
    CENTRED
  }

  /**
   * How nodes enter the mean of their layer. Nodes whose S or G is undefined are left out and
   * counted.
   */
  public enum NodeMean {
    /**
     * Weighted by the share of samples (and positions) in which the node is active; softmax nodes
     * count equally.
     */
    ACTIVITY,
    /** All alike. */
    PLAIN
  }
}
