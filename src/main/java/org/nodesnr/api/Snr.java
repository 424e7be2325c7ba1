package org.nodesnr.api;

import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;

/**
 * SNR optimality S and SNR gain G of the nodes of one fully connected layer: arrays in, record out.
 *
 * <p>Let {@code x} be the inputs of the layer over N samples (N × inputs), {@code w} its weights
 * (inputs × nodes) and {@code r = xw} the weighted inputs of its nodes, before bias and activation.
 * For node i and input j, with covariances over the samples that divide by N,
 *
 * <ul>
 *   <li>{@code a_j = p(x_j > 0)}, the activation rate of input j (equation 8); behind other
 *       activations g than ReLU the mean of {@code g'²} (equation 15);
 *   <li>{@code c_ij = cov(x_j, r_i) / a_j}, the weighted covariance (equation 9), 0 where {@code
 *       a_j = 0};
 *   <li>{@code S_i = Σ_j w_ij c_ij / (‖w_i‖ ‖c_i‖)}, SNR optimality (equation 10): the cosine of
 *       the angle between w_i and the weights of the largest signal-to-noise ratio;
 *   <li>{@code G_i = Σ_j w_ij c_ij / (‖w_i‖ max_j |c_ij|)}, SNR gain (equation 13).
 * </ul>
 *
 * All are dimensionless, {@code |S| ≤ 1} and {@code |G| ≤ √inputs}. In the covariances x_j is
 * divided by its maximum over the samples, quiet inputs are left out, nodes enter the layer's mean
 * by how often they are active (B.1), and the weights of a softmax layer are centred over its nodes
 * (equation 18), each as the {@linkplain org.nodesnr.spec.Variant variant} says.
 *
 * <p>Where there is nothing to compare, there is no number: a node whose weights are all 0 has
 * neither S nor G (NaN), and one whose inputs are all constant has no G, and an S only in a variant
 * with a guard, where it is 0. Weights that are not finite give NaN. Such nodes are left out of the
 * layer's means and counted.
 *
 * <p>Source: P. Norridge, <a href="https://arxiv.org/abs/2002.04687">arXiv:2002.04687</a>, whose
 * equation and appendix numbers these are. Computed in single precision with sums in double: five
 * digits can be relied on. No argument is modified; all methods may be called by several threads at
 * once.
 */
public final class Snr {
  private Snr() {}

  /**
   * S and G with {@link SnrSettings#DEFAULT} and biases of 0.
   *
   * @param x inputs, samples × inputs; at least 2 samples, all values finite
   * @param w weights, inputs × nodes
   * @return S and G of the layer and each node
   * @throws IllegalArgumentException when shapes don't fit, there are fewer than 2 samples, or an
   *     input is not finite
   */
  public static LayerSnr measure(double[][] x, double[][] w) {
    return measure(x, w, null, SnrSettings.DEFAULT);
  }

  /**
   * S and G.
   *
   * @param x inputs, samples × inputs; at least 2 samples, all values finite
   * @param w weights, inputs × nodes
   * @param bias one value for each node; decides only how often a node is active; null for zeros
   * @param settings variant and activations
   * @return S and G of the layer and each node
   * @throws IllegalArgumentException when shapes don't fit, there are fewer than 2 samples, or an
   *     input is not finite
   */
  public static LayerSnr measure(double[][] x, double[][] w, double[] bias, SnrSettings settings) {
    float[] b = bias == null ? null : Matrix.of("bias", new double[][] {bias}).values();
    return measure(Matrix.of("inputs", x), Matrix.of("weights", w), b, settings);
  }

  /**
   * S and G.
   *
   * @param x inputs, samples × inputs; at least 2 samples, all values finite
   * @param w weights, inputs × nodes
   * @param bias one value for each node; decides only how often a node is active; null for zeros
   * @param settings variant and activations
   * @return S and G of the layer and each node
   * @throws IllegalArgumentException when shapes don't fit, there are fewer than 2 samples, or an
   *     input is not finite
   */
  public static LayerSnr measure(float[][] x, float[][] w, float[] bias, SnrSettings settings) {
    return measure(Matrix.of("inputs", x), Matrix.of("weights", w), bias, settings);
  }

  /**
   * S and G.
   *
   * @param x inputs, samples × inputs, of any floating-point type; at least 2 samples, all values
   *     finite
   * @param w weights, inputs × nodes: the parameter {@code W} of a Deeplearning4j dense layer
   * @param bias one value for each node, the parameter {@code b}; decides only how often a node is
   *     active; null for zeros
   * @param settings variant and activations
   * @return S and G of the layer and each node
   * @throws IllegalArgumentException when shapes don't fit, there are fewer than 2 samples, or an
   *     input is not finite
   */
  @SuppressWarnings("try")
  public static LayerSnr measure(INDArray x, INDArray w, INDArray bias, SnrSettings settings) {
    try (MemoryWorkspace own = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return measure(
          Matrix.of("inputs", x),
          Matrix.of("weights", w),
          bias == null ? null : Matrix.rowMajor(bias),
          settings);
    }
  }

  @SuppressWarnings("try")
  private static LayerSnr measure(Matrix x, Matrix w, float[] bias, SnrSettings settings) {
    if (x.columns() != w.rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "inputs of %d × %d (samples × inputs) do not fit weights of %d × %d"
                  + " (inputs × nodes)",
              x.rows(),
              x.columns(),
              w.rows(),
              w.columns()));
    }
    if (bias != null && bias.length != w.columns()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d biases for %d nodes", bias.length, w.columns()));
    }
    Shape shape = Shape.flat(x.columns());
    ArraySamples samples = new ArraySamples(shape, x.values(), null);
    float[] b = bias == null ? new float[w.columns()] : bias;
    try (MemoryWorkspace own = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
        Evaluator evaluator =
            new Evaluator(samples, List.of(settings.variant()), settings.inputActivation())) {
      Layer layer = new Layer.Dense(w.columnMajor(), b, settings.activation());
      Model model = new Model(shape, List.of(layer));
      Evaluation evaluation = evaluator.evaluate(model, 0);
      return LayerSnr.of(evaluation, evaluation.layers().get(0), settings.variant());
    }
  }
}
