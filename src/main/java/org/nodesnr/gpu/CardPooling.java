package org.nodesnr.gpu;

import java.util.List;
import org.nodesnr.config.Activation;
import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/** Pooling, of any window. Behind a convolution it adds the bias and applies the activation. */
final class CardPooling implements CardLayer {
  private final Signal output;
  private final NetworkLaunch forward;
  private final NetworkLaunch back;
  private final NetworkLaunch bias;

  /**
   * @param bench the population
   * @param input what the layer below hands on
   * @param layer the layer
   * @param convolved the biases of the convolution whose activation is applied here; null for none
   * @param activation that activation
   */
  CardPooling(
      Workbench bench,
      Signal input,
      Layer.Pooling layer,
      Device.Buffer convolved,
      Activation activation) {
    Pools pools = new Pools(bench, input.values(), input.shape());
    Shape out = layer.output(input.shape());
    int values = bench.batch() * out.size();
    Device.Buffer winner = pools.winners(layer);
    this.output =
        new Signal(bench.floats(values), bench.floats(values), activation, bench.none(), out);
    this.forward = pools.launch(layer, convolved, activation, output.values(), winner);
    Object[] buffers = {
      bench.active(), output.gradient(), winner, input.values(), input.gradient()
    };
    this.back =
        input.gradient() == null
            ? z -> {}
            : Workbench.lanes(
                bench.batch() * input.shape().size(),
                bench
                    .device()
                    .prepare(
                        "pool_back",
                        OpenClInfo.arguments(
                            buffers, OpenClInfo.arguments(pools.geometry(layer), input.code()))));
    this.bias =
        convolved == null
            ? z -> {}
            : CardDense.bias(
                bench,
                output.gradient(),
                convolved,
                bench.batch() * out.height() * out.width(),
                out.channels());
  }

  @Override
  public Signal output() {
    return output;
  }

  @Override
  public void forward(int networks) {
    forward.run(networks);
  }

  @Override
  public void backward(int networks) {
    back.run(networks);
    bias.run(networks);
  }

  @Override
  public List<Device.Buffer> parameters() {
    return List.of();
  }
}
