package org.nodesnr.gpu;

import java.util.List;
import org.nodesnr.config.Activation;
import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;

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
    Window window = Window.of(layer, input.shape());
    Shape in = input.shape();
    Shape out = layer.output(in);
    int values = bench.batch() * out.size();
    int average = layer.pool() == Layer.Pool.AVERAGE ? 1 : 0;
    this.output =
        new Signal(bench.floats(values), bench.floats(values), activation, bench.none(), out);
    Device.Buffer winner = bench.device().allocate((long) values * bench.networks());
    Object[] geometry = {
      bench.batch(),
      in.height(),
      in.width(),
      in.channels(),
      out.height(),
      out.width(),
      window.height(),
      window.width(),
      window.strideHeight(),
      window.strideWidth(),
      window.padTop(),
      window.padLeft(),
      average
    };
    this.forward =
        Workbench.lanes(
            values,
            bench
                .device()
                .prepare(
                    "pool_forward",
                    OpenClInfo.arguments(
                        new Object[] {
                          bench.active(),
                          input.values(),
                          convolved == null ? input.values() : convolved,
                          output.values(),
                          winner
                        },
                        OpenClInfo.arguments(
                            geometry, convolved == null ? 0 : 1, Signal.code(activation)))));
    this.back =
        input.gradient() == null
            ? z -> {}
            : Workbench.lanes(
                bench.batch() * in.size(),
                bench
                    .device()
                    .prepare(
                        "pool_back",
                        OpenClInfo.arguments(
                            new Object[] {
                              bench.active(),
                              output.gradient(),
                              winner,
                              input.values(),
                              input.gradient()
                            },
                            OpenClInfo.arguments(geometry, input.code()))));
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
