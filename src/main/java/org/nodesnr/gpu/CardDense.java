package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/** Dense layers. */
final class CardDense {
  private static final int BIASES_PER_GROUP = 16;

  private CardDense() {}

  /**
   * @param bench the population
   * @param input what the layer below hands on
   * @param layer the layer; its weights are not copied
   * @param masks of its outputs
   * @return the layer
   */
  static CardLayer of(Workbench bench, Signal input, Layer.Dense layer, Workbench.Masks masks) {
    Device device = bench.device();
    int in = layer.inputs();
    int out = layer.nodes();
    int batch = bench.batch();
    Device.Buffer w = bench.floats((long) in * out);
    Device.Buffer b = bench.floats(out);
    Signal output =
        new Signal(
            bench.floats((long) batch * out),
            bench.floats((long) batch * out),
            layer.activation(),
            masks,
            Shape.flat(out));
    Device.Buffer d = output.gradient();
    NetworkLaunch forward =
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
    List<NetworkLaunch> backward = new ArrayList<>();
    if (input.gradient() != null) {
      backward.add(back(bench, input, d, w, in, out));
    }
    backward.add(
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
                bench.rate())));
    backward.add(bias(bench, d, b, batch, out));
    return new CardLayer(output, forward, backward, List.of(w, b));
  }

  private static NetworkLaunch back(
      Workbench bench, Signal input, Device.Buffer d, Device.Buffer w, int in, int out) {
    Workbench.Masks below = input.masks();
    return Workbench.tiled(
        bench.batch(),
        in,
        bench
            .device()
            .prepare(
                "dense_back",
                bench.active(),
                d,
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
}
