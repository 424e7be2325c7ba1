package org.nodesnr.measures.net;

/**
 * Exact directional derivatives of a batch with respect to the parameters (Pearlmutter 1994, Fast
 * Exact Multiplication by the Hessian): the masks of ReLUs and the winners of pools are held. Used
 * after {@link Pass#forward}; products with the Hessian also need {@link Pass#backward}.
 */
public final class Tangents {
  private Pass pass;
  private final Reals[] values;
  private final Reals[] deltas;
  private final Reals[] directions;
  private double[] direction = {};
  private int lowest;
  private int highest;

  /**
   * @param pass whose batches are differentiated
   */
  public Tangents(Pass pass) {
    this.pass = pass;
    int steps = pass.structure.steps().size();
    values = new Reals[steps + 1];
    deltas = new Reals[steps + 1];
    for (int k = 0; k < steps; k++) {
      values[k + 1] = pass.precision.zeros(pass.values[k + 1].length());
      deltas[k + 1] = pass.precision.zeros(pass.values[k + 1].length());
    }
    directions = new Reals[pass.layers.size()];
    for (int l = 0; l < directions.length; l++) {
      directions[l] = pass.precision.zeros(pass.layers.get(l).weights());
    }
  }

  /**
   * @param another pass, beside the first one, whose batch is differentiated now
   * @return this
   */
  Tangents of(Pass another) {
    pass = another;
    return this;
  }

  /**
   * @param v the direction, of the length of θ; not modified while it is in use
   * @param fromLayer number, from 0, of the first layer in which v is not zero
   * @param toLayer number of the last
   */
  public void direction(double[] v, int fromLayer, int toLayer) {
    direction = v;
    lowest = fromLayer;
    highest = toLayer;
    for (int l = lowest; l <= highest; l++) {
      directions[l].fill(v, pass.layers.get(l).weightsAt());
      pass.products.hold(directions[l]);
    }
  }

  private boolean active(int layer) {
    return lowest <= layer && layer <= highest;
  }

  /** Derivatives of all values of the batch, and last of the logits, along the direction. */
  public void forward() {
    int layer = lowest;
    for (int k = pass.stepOfLayer[lowest]; k < pass.structure.steps().size(); k++) {
      Step step = pass.structure.steps().get(k);
      if (step instanceof Step.Linear linear) {
        linear(linear, k, layer++);
      } else if (step instanceof Step.Activate activate) {
        int length = pass.samples() * activate.shape().size();
        Activations.slopes(
            activate.activation(), pass.values[k + 1], values[k], values[k + 1], length);
      } else {
        pass.pools[k].apply(values[k], values[k + 1], pass.samples());
      }
    }
  }

  private void linear(Step.Linear linear, int k, int layer) {
    Reals none = pass.precision.zeros(0);
    if (layer > lowest) {
      pass.apply(k, values[k], pass.weights[layer], none, values[k + 1], false);
    }
    if (active(layer)) {
      Reals biases = Biases.of(linear, direction, pass.precision);
      pass.apply(k, pass.values[k], directions[layer], biases, values[k + 1], layer > lowest);
    }
  }

  /** The derivative of the logits. */
  public Reals logits() {
    return values[values.length - 1];
  }

  /** Where the derivative of the logits' deltas goes, before {@link #addProduct}. */
  public Reals logitDeltas() {
    return deltas[deltas.length - 1];
  }

  /**
   * Adds the product of a matrix with the direction, summed over the samples.
   *
   * @param hessian whether the Hessian; else the Gauss-Newton matrix
   * @param sum modified in the layers of the direction; of the length of θ
   */
  public void addProduct(boolean hessian, double[] sum) {
    int layer = pass.layers.size() - 1;
    for (int k = pass.structure.steps().size() - 1; k >= pass.stepOfLayer[lowest]; k--) {
      Step step = pass.structure.steps().get(k);
      if (step instanceof Step.Linear linear) {
        if (active(layer)) {
          pass.addOuter(layer, deltas[k + 1], pass.values[k], sum);
          Biases.addGradient(linear, deltas[k + 1], pass.samples(), sum);
          if (hessian && layer > lowest) {
            pass.addOuter(layer, pass.deltas(layer), values[k], sum);
          }
        }
        if (layer > lowest) {
          pass.back(k, deltas[k + 1], pass.weights[layer], deltas[k], false);
          if (hessian && active(layer)) {
            pass.back(k, pass.deltas(layer), directions[layer], deltas[k], true);
          }
        }
        layer--;
      } else if (step instanceof Step.Activate activate) {
        activate(activate, k, hessian);
      } else {
        pass.pools[k].transposed(deltas[k + 1], deltas[k], pass.samples());
      }
    }
  }

  private void activate(Step.Activate step, int k, boolean hessian) {
    int length = pass.samples() * step.shape().size();
    Activations.slopes(step.activation(), pass.values[k + 1], deltas[k + 1], deltas[k], length);
    for (int i = 0; hessian && Activations.bends(step.activation()) && i < length; i++) {
      double bend = Activations.bend(step.activation(), pass.values[k + 1].get(i));
      double delta = bend * values[k].get(i) * pass.deltas[k + 1].get(i);
      deltas[k].set(i, deltas[k].get(i) + delta);
    }
  }
}
