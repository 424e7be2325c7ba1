package org.nodesnr.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.Layer;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

/**
 * S of the nodes of a layer in training, and its gradient with c held: {@code ∂S_i/∂W_i = (ĉ_i −
 * S_i ŵ_i) / ‖w_i‖}, with {@code ŵ = w / ‖w‖}, {@code ĉ = c / ‖c‖}, {@code S = ŵ · ĉ}. w and c are
 * those of the variant {@code paper}: {@code c_ij = C_ij / (a_j m_j)} by {@link
 * RunningCovariances}; inputs whose m_j is below 1% of the layer's largest are left out; in the
 * softmax layer w_i and C_i are less their means over the nodes, and so is the gradient. Nodes with
 * {@code w = 0} or {@code c = 0} have no S, and the gradient 0.
 */
final class RunningOptimality implements AutoCloseable {
  private static final double QUIET = Variant.PAPER.quietInputThreshold();

  private final int number;
  private final boolean softmax;
  private final Parameters parameters;
  private final RunningCovariances covariances;
  private final Elementwise elementwise;
  private final float[] w;
  private final float[] c;

  private RunningOptimality(
      int number,
      boolean softmax,
      Parameters parameters,
      RunningCovariances covariances,
      Elementwise elementwise) {
    this.number = number;
    this.softmax = softmax;
    this.parameters = parameters;
    this.covariances = covariances;
    this.elementwise = elementwise;
    this.w = new float[(int) parameters.weights().length()];
    this.c = new float[w.length];
  }

  /**
   * @param model a network
   * @param parameters those of its layers with weights, in training
   * @param layers which of these, by number from 0
   * @param samples in a batch
   * @param decay weight of the batches before
   * @return one for each of them
   */
  static List<RunningOptimality> of(
      Model model,
      List<Parameters> parameters,
      IntPredicate layers,
      int samples,
      double decay,
      Elementwise elementwise) {
    List<RunningOptimality> chosen = new ArrayList<>();
    Shape shape = model.input();
    int number = 0;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        if (layers.test(number)) {
          Activation before =
              number == 0 ? Activation.RELU : model.outputs().get(number - 1).activation();
          chosen.add(
              new RunningOptimality(
                  number,
                  weighted.activation() == Activation.SOFTMAX,
                  parameters.get(number),
                  new RunningCovariances(
                      Window.of(weighted, shape),
                      weighted.nodes(),
                      LayerSlopes.of(before),
                      samples,
                      decay,
                      elementwise),
                  elementwise));
        }
        number++;
      }
      shape = layer.output(shape);
    }
    return chosen;
  }

  /**
   * Adds a batch to the estimates.
   *
   * @param inputs what each layer with weights sees without dropout, features × samples
   */
  void observe(List<INDArray> inputs) {
    covariances.add(inputs.get(number), parameters.weights());
  }

  /**
   * @return the mean of S over the nodes that have one; NaN where none has
   */
  double mean() {
    elementwise.download(parameters.weights(), w);
    return replaceByGradients();
  }

  /**
   * {@code W ← W + l ∂(Σ_i S_i)/∂W}.
   *
   * @param length l
   */
  void move(double length) {
    INDArray weights = parameters.weights();
    elementwise.download(weights, w);
    float[] before = softmax ? w.clone() : w;
    replaceByGradients();
    for (int k = 0; k < w.length; k++) {
      w[k] = before[k] + (float) length * c[k];
    }
    elementwise.upload(w, weights);
  }

  /** Puts gradients into c; w is centred where S is that of centred w. The mean of S. */
  private double replaceByGradients() {
    covariances.covariances(c);
    int inputs = covariances.inputs();
    int nodes = w.length / inputs;
    boolean[] quiet = covariances.quiet(QUIET);
    float[] factors = covariances.factors(quiet);
    if (softmax) {
      centre(w, inputs, nodes);
      centre(c, inputs, nodes);
    }
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < nodes; i++) {
      double s = replaceByGradient(i * inputs, factors, quiet);
      if (!Double.isNaN(s)) {
        sum += s;
        defined++;
      }
    }
    if (softmax) {
      centre(c, inputs, nodes);
    }
    return sum / defined;
  }

  private double replaceByGradient(int from, float[] factors, boolean[] quiet) {
    double product = 0;
    double wSquares = 0;
    double cSquares = 0;
    for (int j = 0; j < factors.length; j++) {
      float covariance = c[from + j] * factors[j];
      c[from + j] = covariance;
      if (!quiet[j]) {
        product += (double) w[from + j] * covariance;
        wSquares += (double) w[from + j] * w[from + j];
        cSquares += (double) covariance * covariance;
      }
    }
    double norms = Math.sqrt(wSquares) * Math.sqrt(cSquares);
    float ofC = norms == 0 ? 0 : (float) (1 / norms);
    float ofW = norms == 0 ? 0 : (float) (product / norms / wSquares);
    for (int j = 0; j < factors.length; j++) {
      c[from + j] = quiet[j] ? 0 : ofC * c[from + j] - ofW * w[from + j];
    }
    return norms == 0 ? Double.NaN : product / norms;
  }

  /** Subtracts the mean over the nodes. */
  private static void centre(float[] values, int inputs, int nodes) {
    for (int j = 0; j < inputs; j++) {
      double sum = 0;
      for (int i = 0; i < nodes; i++) {
        sum += values[i * inputs + j];
      }
      float mean = (float) (sum / nodes);
      for (int i = 0; i < nodes; i++) {
        values[i * inputs + j] -= mean;
      }
    }
  }

  /** A copy of the estimates. */
  List<float[]> state() {
    return covariances.state();
  }

  /**
   * @param state of several, one behind the other
   * @param of these
   */
  static void restore(List<float[]> state, List<RunningOptimality> of) {
    int each = of.isEmpty() ? 0 : state.size() / of.size();
    for (int k = 0; k < of.size(); k++) {
      of.get(k).covariances.restore(state.subList(k * each, (k + 1) * each));
    }
  }

  @Override
  public void close() {
    covariances.close();
  }
}
