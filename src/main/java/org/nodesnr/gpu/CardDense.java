package org.nodesnr.gpu;

import java.util.List;
import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/** Dense layers. */
final class CardDense implements CardLayer {
  private static final int BIASES_PER_GROUP = 16;

  private final Signal output;
  private final List<Device.Buffer> parameters;
  private final NetworkLaunch forward;
  private final NetworkLaunch back;
  private final NetworkLaunch update;
  private final NetworkLaunch bias;

  /**
   * @param bench the population
   * @param input what the layer below hands on
   * @param layer the layer; its weights are not copied
   * @param masks of its outputs
   */
  CardDense(Workbench bench, Signal input, Layer.Dense layer, Workbench.Masks masks) {
    Device device = bench.device();
    int in = layer.inputs();
    int out = layer.nodes();
    int batch = bench.batch();
    Device.Buffer w = bench.floats((long) in * out);
    Device.Buffer b = bench.floats(out);
    this.parameters = List.of(w, b);
    this.output =
        new Signal(
            bench.floats((long) batch * out),
            bench.floats((long) batch * out),
            layer.activation(),
            masks,
            Shape.flat(out));
    Device.Buffer d = output.gradient();
    this.forward =
        Workbench.tiled(
            batch,
            out,
            device.prepare(
                "dense_forward",
                bench.active(),
                input.values(),
                w,
                b,
                output.values(),
                batch,
                in,
                out,
                output.code(),
                bench.seeds(),
                masks.thresholds(),
                masks.kept(),
                masks.skips()));
    this.back = input.gradient() == null ? z -> {} : back(bench, input, w, in, out);
    this.update =
        Workbench.tiled(
            out,
            in,
            device.prepare(
                "dense_update",
                bench.active(),
                bench.alive(),
                input.values(),
                d,
                w,
                batch,
                in,
                out,
                bench.decay(),
                bench.rate()));
    this.bias = bias(bench, d, b, batch, out);
  }

  private NetworkLaunch back(Workbench bench, Signal input, Device.Buffer w, int in, int out) {
    Workbench.Masks below = input.masks();
    return Workbench.tiled(
        bench.batch(),
        in,
        bench
            .device()
            .prepare(
                "dense_back",
                bench.active(),
                output.gradient(),
                w,
                input.values(),
                input.gradient(),
                bench.batch(),
                in,
                out,
                input.code(),
                bench.seeds(),
                below.thresholds(),
                below.kept(),
                below.skips()));
  }

  /**
   * @param bench the population
   * @param d gradient by the weighted inputs
   * @param b biases
   * @param rows of the gradient, for each network
   * @param nodes columns of it
   * @return the update of the biases
   */
  static NetworkLaunch bias(
      Workbench bench, Device.Buffer d, Device.Buffer b, int rows, int nodes) {
    Device.Launch launch =
        bench
            .device()
            .prepare("bias_update", bench.active(), bench.alive(), d, b, rows, nodes, bench.rate());
    return z -> launch.run(Workbench.groups(nodes, BIASES_PER_GROUP), 1, z);
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
    update.run(networks);
    bias.run(networks);
  }

  @Override
  public List<Device.Buffer> parameters() {
    return parameters;
  }
}
