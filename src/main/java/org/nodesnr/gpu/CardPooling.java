package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** Pooling, of any window. Behind a convolution it adds the bias and applies the activation. */
final class CardPooling {
  private CardPooling() {}

  /**
   * @param bench the population
   * @param input what the layer below hands on
   * @param layer the layer
   * @param convolved the biases of the convolution whose activation is applied here; null for none
   * @param activation that activation
   * @return the layer
   */
  static CardLayer of(
      Workbench bench,
      Signal input,
      Layer.Pooling layer,
      Device.Buffer convolved,
      Activation activation) {
    Pools pools = new Pools(bench, input.values(), input.shape());
    Shape out = layer.output(input.shape());
    int values = bench.batch() * out.size();
    Device.Buffer winner = pools.winners(layer);
    Signal output =
        new Signal(bench.floats(values), bench.floats(values), activation, bench.none(), out);
    NetworkLaunch forward = pools.launch(layer, convolved, activation, output.values(), winner);
    List<NetworkLaunch> backward = new ArrayList<>();
    if (input.gradient() != null) {
      Object[] buffers = {
        bench.active(), output.gradient(), winner, input.values(), input.gradient()
      };
      backward.add(
          Workbench.lanes(
              bench.batch() * input.shape().size(),
              bench
                  .device()
                  .prepare(
                      "pool_back",
                      OpenClInfo.arguments(
                          buffers, OpenClInfo.arguments(pools.geometry(layer), input.code())))));
    }
    if (convolved != null) {
      backward.add(
          CardDense.bias(
              bench,
              output.gradient(),
              convolved,
              bench.batch() * out.height() * out.width(),
              out.channels()));
    }
    return new CardLayer(output, forward, backward, List.of());
  }
}
