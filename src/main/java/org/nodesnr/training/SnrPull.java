package org.nodesnr.training;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.Model;
import org.nodesnr.spec.PullSettings;
import org.nodesnr.spec.Regime;

/**
 * Moves the weights of every node towards those of the greatest SNR, or away from them, beside the
 * gradient step: a reading of section 7.3 of arXiv 2002.04687. Every k steps
 *
 * <pre>W_i ← W_i + k ε μ (ĉ_i − S_i ŵ_i) / ‖w_i‖</pre>
 *
 * with ε the learning rate of the step: k ε times the gradient of {@code μ Σ_i S_i} by W with c
 * held, as {@link RunningOptimality} has it. The inputs are those of a forward pass without
 * dropout, which is how S is measured.
 */
final class SnrPull implements AutoCloseable {
  private final double strength;
  private final int every;
  private final List<RunningOptimality> layers;

  /**
   * @param regime how strong, how often and which layers
   * @param model the network
   * @param parameters those of its layers with weights, which are trained in place
   */
  SnrPull(Regime regime, Model model, List<Parameters> parameters, Elementwise elementwise) {
    this.strength = regime.get(PullSettings.STRENGTH);
    this.every = regime.get(PullSettings.EVERY);
    this.layers =
        RunningOptimality.of(
            model,
            parameters,
            number -> strength != 0 && regime.get(PullSettings.LAYERS).has(number + 1),
            regime.batchSize(),
            regime.get(PullSettings.DECAY),
            elementwise);
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
    layers.forEach(layer -> layer.observe(inputs));
  }

  /**
   * Moves the weights.
   *
   * @param learningRate ε
   */
  void apply(double learningRate) {
    layers.forEach(layer -> layer.move(every * learningRate * strength));
  }

  /** A copy of the estimates. */
  List<float[]> state() {
    return layers.stream().flatMap(layer -> layer.state().stream()).toList();
  }

  /**
   * @param state what {@link #state} gave; not modified
   */
  void restore(List<float[]> state) {
    RunningOptimality.restore(state, layers);
  }

  @Override
  public void close() {
    layers.forEach(RunningOptimality::close);
  }
}
