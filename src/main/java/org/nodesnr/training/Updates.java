package org.nodesnr.training;

import java.util.List;

/**
 * The updates of one network in training, as {@link UpdateSpec} says. Plain descent is made by the
 * products that compute the gradients, and nothing is stored; everything else keeps the gradients
 * of a step and then goes over the parameters once.
 */
final class Updates {
  private final List<Parameter> parameters;
  private final UpdateSpec spec;
  private final int batchSize;
  private final Elementwise elementwise;
  private final Optimiser optimiser;
  private final boolean fused;
  private final GradientPower power;
  private double rate;

  /**
   * @param parameters what is trained
   * @param spec what is done with gradients
   * @param batchSize samples in a batch
   */
  Updates(List<Parameter> parameters, UpdateSpec spec, int batchSize, Elementwise elementwise) {
    this.parameters = parameters;
    this.spec = spec;
    this.batchSize = batchSize;
    this.elementwise = elementwise;
    this.optimiser = spec.optimiser().get();
    this.fused = spec.fused(optimiser);
    this.power = spec.power() == 1 ? null : new GradientPower(spec.power());
    parameters.forEach(p -> optimiser.add((int) p.values().length()));
  }

  /**
   * @return a copy of what the optimiser remembers
   */
  List<float[]> state() {
    return optimiser.state();
  }

  /**
   * @param state what {@link #state} gave
   */
  void restore(List<float[]> state) {
    optimiser.restore(state);
  }

  /**
   * Says where the gradients of the next backward pass go.
   *
   * @param step number of the step, from 1 on
   * @param observed whether they are kept to be looked at
   */
  void begin(int step, boolean observed) {
    rate = spec.learningRate(step);
    optimiser.begin(rate, step);
    float mean = 1f / batchSize;
    float factor = (float) (-rate / batchSize);
    for (Parameter parameter : parameters) {
      if (fused) {
        double decay = parameter.isWeights() ? rate * (spec.l2() + spec.weightDecay()) : 0;
        parameter.addGradient((float) (1 - decay), factor, observed ? mean : 0);
      } else {
        parameter.keepGradient(mean);
      }
    }
  }

  /**
   * @return ε of the update in hand
   */
  double rate() {
    return rate;
  }

  /** Makes the updates that the backward pass has not made. */
  void end() {
    if (fused) {
      return;
    }
    float clip = spec.clipNorm() == 0 ? 1 : clip();
    for (int k = 0; k < parameters.size(); k++) {
      Parameter parameter = parameters.get(k);
      int array = k;
      elementwise.revise(
          parameter.values(),
          parameter.gradient(),
          (stretch, w, g, count) -> {
            if (clip != 1) {
              scale(g, clip, count);
            }
            if (parameter.isWeights()) {
              prepare(w, g, count);
            }
            optimiser.update(array, stretch, w, g, count);
          });
    }
  }

  /** {@code min(1, C / ‖g‖)}. */
  private float clip() {
    double squares = 0;
    for (Parameter parameter : parameters) {
      squares += elementwise.sumOfSquares(parameter.gradient());
    }
    return (float) Math.min(1, spec.clipNorm() / Math.sqrt(squares));
  }

  /** Penalties, the non-linear function and decay. */
  private void prepare(float[] w, float[] g, int count) {
    float l2 = (float) spec.l2();
    float l1 = (float) spec.l1();
    if (l2 != 0) {
      for (int i = 0; i < count; i++) {
        g[i] += l2 * w[i];
      }
    }
    if (l1 != 0) {
      for (int i = 0; i < count; i++) {
        g[i] += l1 * Math.signum(w[i]);
      }
    }
    if (power != null) {
      power.apply(g, count);
    }
    if (spec.weightDecay() != 0) {
      scale(w, (float) (1 - rate * spec.weightDecay()), count);
    }
  }

  private static void scale(float[] values, float factor, int count) {
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
  }
}
