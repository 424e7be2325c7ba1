package org.nodesnr.gpu;

import java.util.List;
import org.nodesnr.gpu.Workbench.NetworkLaunch;

/**
 * A layer of a population. Its kernels are prepared once and run step after step.
 *
 * @param output what it hands on
 * @param ahead what gives its output
 * @param behind in order, what hands the gradient to the layer below, where that wants one, and
 *     makes the update
 * @param parameters its weights and biases; empty for a layer without
 */
record CardLayer(
    Signal output,
    NetworkLaunch ahead,
    List<NetworkLaunch> behind,
    List<Device.Buffer> parameters) {
  CardLayer {
    behind = List.copyOf(behind);
    parameters = List.copyOf(parameters);
  }

  /**
   * @param networks number of active networks
   */
  void forward(int networks) {
    ahead.run(networks);
  }

  /**
   * Hands the gradient to the layer below, then makes the update.
   *
   * @param networks number of active networks
   */
  void backward(int networks) {
    behind.forEach(launch -> launch.run(networks));
  }
}
