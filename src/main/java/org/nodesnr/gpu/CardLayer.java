package org.nodesnr.gpu;

import java.util.List;

/** A layer of a population. Its kernels are prepared once and run step after step. */
interface CardLayer {
  /** What it hands on. */
  Signal output();

  /**
   * @param networks number of active networks
   */
  void forward(int networks);

  /**
   * Hands the gradient to the layer below, then makes the update.
   *
   * @param networks number of active networks
   */
  void backward(int networks);

  /** Its weights and biases; empty for a layer without. */
  List<Device.Buffer> parameters();
}
