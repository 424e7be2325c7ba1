package org.nodesnr.training;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.SelectiveSettings;

/**
 * Selective dropout: more of it where S is poor (section 7.3 of arXiv 2002.04687). Every k steps
 * the drop probability of each hidden dense layer becomes {@code p (1 − S̄)}, S̄ being the mean of
 * S over the nodes that see its outputs, by {@link RunningOptimality}, and 0 where it is negative
 * or not defined. Until the first time nothing is dropped.
 */
final class SnrDropout implements AutoCloseable {
  private final double most;
  private final int every;
  private final Stages stages;
  private final List<RunningOptimality> behind;
  private final float[] probabilities;

  /**
   * @param regime p and k
   * @param model the network
   * @param stages its layers in training, whose drop probabilities are set
   */
  SnrDropout(Regime regime, Model model, Stages stages, Elementwise elementwise) {
    this.most = regime.get(SelectiveSettings.MOST);
    this.every = regime.get(SelectiveSettings.EVERY);
    this.stages = stages;
    List<Layer.Weighted> weighted = model.weighted();
    this.behind =
        RunningOptimality.of(
            model,
            stages.weighted(),
            number -> most > 0 && number > 0 && weighted.get(number - 1) instanceof Layer.Dense,
            regime.batchSize(),
            regime.get(SelectiveSettings.DECAY),
            elementwise);
    this.probabilities = new float[behind.size()];
  }

  /**
   * @param step number of the step, from 1 on
   * @return whether probabilities are set before it
   */
  boolean due(int step) {
    return !behind.isEmpty() && step % every == 0;
  }

  /**
   * Sets the probabilities.
   *
   * @param inputs what each layer with weights sees without dropout, features × samples
   */
  void set(List<INDArray> inputs) {
    for (int k = 0; k < probabilities.length; k++) {
      behind.get(k).observe(inputs);
      double s = behind.get(k).mean();
      probabilities[k] = (float) (most * (1 - (s > 0 ? s : 0)));
    }
    stages.dropProbabilities(probabilities);
  }

  /** Those of the hidden dense layers. */
  float[] probabilities() {
    return probabilities.clone();
  }

  /** A copy of the estimates and the probabilities. */
  List<float[]> state() {
    List<float[]> state = new ArrayList<>();
    behind.forEach(layer -> state.addAll(layer.state()));
    if (!behind.isEmpty()) {
      state.add(probabilities.clone());
    }
    return state;
  }

  /**
   * @param state what {@link #state} gave; not modified
   */
  void restore(List<float[]> state) {
    if (behind.isEmpty()) {
      return;
    }
    int last = state.size() - 1;
    RunningOptimality.restore(state.subList(0, last), behind);
    System.arraycopy(state.get(last), 0, probabilities, 0, probabilities.length);
    stages.dropProbabilities(probabilities);
  }

  @Override
  public void close() {
    behind.forEach(RunningOptimality::close);
  }
}
