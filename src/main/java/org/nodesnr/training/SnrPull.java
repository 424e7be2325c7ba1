package org.nodesnr.training;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.config.Activation;
import org.nodesnr.config.PullSettings;
import org.nodesnr.config.Regime;
import org.nodesnr.config.Variant;
import org.nodesnr.network.Layer;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;

/**
 * Moves the weights of every node towards those of the greatest SNR, or away from them, beside the
 * gradient step: a reading of section 7.3 of arXiv 2002.04687. Every k steps
 *
 * <pre>W_i ← W_i + k ε μ (ĉ_i − S_i ŵ_i) / ‖w_i‖</pre>
 *
 * with ε the learning rate, {@code ŵ = w / ‖w‖}, {@code ĉ = c / ‖c‖}, {@code S = ŵ · ĉ}: k ε times
 * the gradient of {@code μ Σ_i S_i} by W with c held. w and c are those of the variant {@code
 * paper}: {@code c_ij = C_ij / (a_j m_j)} by {@link RunningCovariances}; inputs whose m_j is below
 * 1% of the layer's largest are left out; in the softmax layer w_i and C_i are less their means
 * over the nodes, and so is the step. Nodes with {@code w = 0} or {@code c = 0} stay. The inputs
 * are those of a forward pass without dropout, which is how S is measured.
 */
final class SnrPull implements AutoCloseable {
  private static final double QUIET = Variant.PAPER.quietInputThreshold();

  /**
   * A layer that is pulled.
   *
   * @param number among those with weights, from 0
   * @param softmax whether it feeds a softmax
   */
  private record Pulled(
      int number, boolean softmax, Parameters parameters, RunningCovariances covariances) {}

  private final double strength;
  private final int every;
  private final Elementwise elementwise;
  private final List<Pulled> layers = new ArrayList<>();
  private float[] w = new float[0];
  private float[] c = new float[0];

  /**
   * @param regime how strong, how often and which layers
   * @param model the network
   * @param parameters those of its layers with weights, which are trained in place
   */
  SnrPull(Regime regime, Model model, List<Parameters> parameters, Elementwise elementwise) {
    this.strength = regime.get(PullSettings.STRENGTH);
    this.every = regime.get(PullSettings.EVERY);
    this.elementwise = elementwise;
    if (strength != 0) {
      addLayers(regime, model, parameters);
    }
  }

  private void addLayers(Regime regime, Model model, List<Parameters> parameters) {
    Shape shape = model.input();
    int number = 0;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        if (regime.get(PullSettings.LAYERS).has(number + 1)) {
          Activation before =
              number == 0 ? Activation.RELU : model.outputs().get(number - 1).activation();
          RunningCovariances covariances =
              new RunningCovariances(
                  Window.of(weighted, shape),
                  weighted.nodes(),
                  LayerSlopes.of(before),
                  regime.batchSize(),
                  regime.get(PullSettings.DECAY),
                  elementwise);
          boolean softmax = weighted.activation() == Activation.SOFTMAX;
          layers.add(new Pulled(number, softmax, parameters.get(number), covariances));
        }
        number++;
      }
      shape = layer.output(shape);
    }
  }

  /**
   * @param step number of the step, from 1 on
   * @return whether weights move behind it
   */
  boolean due(int step) {
    return !layers.isEmpty() && step % every == 0;
  }

  /**
   * Adds a batch to the estimates.
   *
   * @param inputs what each layer with weights sees without dropout, features × samples
   */
  void observe(List<INDArray> inputs) {
    for (Pulled layer : layers) {
      layer.covariances().add(inputs.get(layer.number()), layer.parameters().weights());
    }
  }

  /**
   * Moves the weights.
   *
   * @param learningRate ε
   */
  void apply(double learningRate) {
    for (Pulled layer : layers) {
      INDArray weights = layer.parameters().weights();
      int size = (int) weights.length();
      if (w.length < size) {
        w = new float[size];
        c = new float[size];
      }
      elementwise.download(weights, w);
      float[] before = layer.softmax() ? w.clone() : w;
      layer.covariances().covariances(c);
      direct(layer, size / layer.covariances().inputs());
      float length = (float) (every * learningRate * strength);
      for (int k = 0; k < size; k++) {
        w[k] = before[k] + length * c[k];
      }
      elementwise.upload(w, weights);
    }
  }

  /** Puts the gradients of all S_i in the place of C; w is centred where S is that of centred w. */
  private void direct(Pulled layer, int nodes) {
    int inputs = layer.covariances().inputs();
    float[] factors = layer.covariances().factors(QUIET);
    boolean[] quiet = layer.covariances().quiet(QUIET);
    if (layer.softmax()) {
      centre(w, inputs, nodes);
      centre(c, inputs, nodes);
    }
    for (int i = 0; i < nodes; i++) {
      direct(i * inputs, factors, quiet);
    }
    if (layer.softmax()) {
      centre(c, inputs, nodes);
    }
  }

  private void direct(int from, float[] factors, boolean[] quiet) {
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
    return layers.stream().flatMap(layer -> layer.covariances().state().stream()).toList();
  }

  /**
   * @param state what {@link #state} gave; not modified
   */
  void restore(List<float[]> state) {
    int each = layers.isEmpty() ? 0 : state.size() / layers.size();
    for (int k = 0; k < layers.size(); k++) {
      layers.get(k).covariances().restore(state.subList(k * each, (k + 1) * each));
    }
  }

  @Override
  public void close() {
    layers.forEach(layer -> layer.covariances().close());
  }
}
