package org.nodesnr.training;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Window;
import org.nodesnr.network.observed.InputMoments;
import org.nodesnr.network.observed.LayerInputs;
import org.nodesnr.network.observed.ObservationBlocks;
import org.nodesnr.network.observed.ProvisionalMeans;

/**
 * What equation 9 needs of one layer, estimated from batch after batch: {@code C_ij ← ρ C_ij + (1 −
 * ρ) cov(x_j, r_i)} and {@code a_j ← ρ a_j + (1 − ρ) mean(g'(x_j)²)}, mean and covariance being
 * those of one batch (divided by its number N of observations), and {@code m_j ← max(ρ m_j, max
 * x_j)}; all are 0 at first. A factor {@code 1 − ρᵗ} that both are short of after t batches cancels
 * in {@code C_ij / a_j}. For a convolution every place of every sample is an observation.
 */
final class RunningCovariances implements AutoCloseable {
  private final Window window;
  private final LayerSlopes slopes;
  private final int samples;
  private final float decay;
  private final Elementwise elementwise;
  private final INDArray covariance;
  private final float[] activity;
  private final float[] max;
  private final float[] values;

  /**
   * @param window what the nodes see
   * @param nodes number of nodes
   * @param slopes of the activation that made the inputs
   * @param samples in a batch
   * @param decay ρ, at least 0 and below 1
   */
  RunningCovariances(
      Window window,
      int nodes,
      LayerSlopes slopes,
      int samples,
      double decay,
      Elementwise elementwise) {
    this.window = window;
    this.slopes = slopes;
    this.samples = samples;
    this.decay = (float) decay;
    this.elementwise = elementwise;
    this.covariance = HostFloats.matrix(window.inputs(), nodes);
    this.activity = new float[window.inputs()];
    this.max = new float[window.inputs()];
    this.values = new float[window.input().size() * samples];
  }

  /**
   * Adds a batch.
   *
   * @param input features × samples, what the layer sees
   * @param weights inputs × nodes, with which {@code r = xW}
   */
  void add(INDArray input, INDArray weights) {
    elementwise.download(input, values);
    InputMoments moments = new InputMoments(window, slopes);
    moments.add(values, samples);
    LayerInputs inputs = moments.inputs();
    for (int j = 0; j < max.length; j++) {
      double share = inputs.activity()[j] / inputs.observations();
      activity[j] = (float) (decay * activity[j] + (1 - decay) * share);
      max[j] = Math.max(decay * max[j], inputs.max()[j]);
    }
    float[] shift = ProvisionalMeans.of(values, values.length, window.input().channels());
    addProducts(shift, (int) inputs.observations(), weights);
    subtractMeans(ProvisionalMeans.remainder(inputs, shift), weights);
  }

  /** {@code C ← ρ C + (1 − ρ) mean((x − s)(r − t))}, t being {@code s W}. */
  private void addProducts(float[] shift, int observations, INDArray weights) {
    float[] keep = {decay};
    try (ObservationBlocks blocks =
        new ObservationBlocks(
            window,
            shift,
            0,
            observations,
            (x, none) -> {
              try (INDArray r = HostFloats.matrix(weights.columns(), x.columns())) {
                elementwise.multiply(weights, true, x, false, r, 1, 0);
                float share = (1 - decay) / observations;
                elementwise.multiply(x, false, r, true, covariance, share, keep[0]);
              }
              keep[0] = 1;
            })) {
      blocks.add(values, values, samples);
      blocks.finish();
    }
  }

  /** {@code C ← C − (1 − ρ) (mean(x) − s)(mean(r) − t)}: not 0 where places lie at an edge. */
  private void subtractMeans(double[] remainder, INDArray weights) {
    if (window.places() == 1) {
      return;
    }
    float[] mu = new float[remainder.length];
    for (int j = 0; j < mu.length; j++) {
      mu[j] = (float) remainder[j];
    }
    try (INDArray x = HostFloats.matrix(mu.length, 1);
        INDArray r = HostFloats.matrix(weights.columns(), 1)) {
      elementwise.upload(mu, x);
      elementwise.multiply(weights, true, x, false, r, 1, 0);
      elementwise.multiply(x, false, r, true, covariance, decay - 1, 1);
    }
  }

  /** Number of inputs of a node. */
  int inputs() {
    return activity.length;
  }

  /**
   * @param into modified: {@code C_ij} at {@code i · inputs + j}
   */
  void covariances(float[] into) {
    elementwise.download(covariance, into);
  }

  /**
   * By what {@code C_ij} is multiplied for {@code c_ij}.
   *
   * @param quiet which inputs are left out
   * @return {@code 1 / (a_j m_j)}, with 1 for an m that is not positive; 0 where {@code a_j = 0} or
   *     the input is quiet
   */
  float[] factors(boolean[] quiet) {
    float[] factors = new float[max.length];
    for (int j = 0; j < factors.length; j++) {
      if (!quiet[j] && activity[j] > 0) {
        factors[j] = 1 / (activity[j] * (max[j] > 0 ? max[j] : 1));
      }
    }
    return factors;
  }

  /**
   * @param below share of the largest m
   * @return whether an input's m is below it
   */
  boolean[] quiet(double below) {
    float largest = 0;
    for (float m : max) {
      largest = Math.max(largest, m);
    }
    boolean[] quiet = new boolean[max.length];
    for (int j = 0; j < quiet.length; j++) {
      quiet[j] = max[j] < below * largest;
    }
    return quiet;
  }

  /** A copy of C, a and m. */
  List<float[]> state() {
    float[] c = new float[(int) covariance.length()];
    covariances(c);
    return List.of(c, activity.clone(), max.clone());
  }

  /**
   * @param state what {@link #state} gave; not modified
   */
  void restore(List<float[]> state) {
    elementwise.upload(state.get(0), covariance);
    System.arraycopy(state.get(1), 0, activity, 0, activity.length);
    System.arraycopy(state.get(2), 0, max, 0, max.length);
  }

  @Override
  public void close() {
    covariance.close();
  }
}
