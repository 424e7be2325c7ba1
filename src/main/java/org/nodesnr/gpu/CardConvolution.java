package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/**
 * Convolutions, as products with pictures that are unfolded while they are read. Where max-pooling
 * follows, that adds the bias and applies the activation, which it comes to the same behind: there
 * are fewer values.
 */
final class CardConvolution {
  private CardConvolution() {}

  /**
   * @param bench the population
   * @param input what the layer below hands on
   * @param layer the layer; its weights are not copied
   * @param pooled whether max-pooling follows
   * @return the layer
   */
  static CardLayer of(Workbench bench, Signal input, Layer.Convolution layer, boolean pooled) {
    Device device = bench.device();
    Window window = Window.of(layer, input.shape());
    PatchTables tables = new PatchTables(window, layer.nodes(), bench.batch());
    Shape in = input.shape();
    Shape out = layer.output(in);
    int places = bench.batch() * out.height() * out.width();
    int taps = layer.inputs();
    int nodes = layer.nodes();
    Device.Buffer w = bench.floats((long) taps * nodes);
    Device.Buffer b = bench.floats(nodes);
    Signal output =
        new Signal(
            bench.floats((long) places * nodes),
            bench.floats((long) places * nodes),
            pooled ? Activation.IDENTITY : layer.activation(),
            bench.none(),
            out);
    Device.Buffer base = bench.constants(tables.base());
    Device.Buffer at = bench.constants(tables.at());
    Device.Buffer offsets = bench.constants(tables.offsets());
    Device.Buffer steps = bench.constants(tables.steps());
    int values = bench.batch() * in.size();
    NetworkLaunch forward =
        Workbench.tiled(
            nodes,
            places,
            device.prepare(
                "conv_forward",
                bench.active(),
                input.values(),
                w,
                b,
                output.values(),
                base,
                at,
                offsets,
                steps,
                places,
                values,
                taps,
                nodes,
                in.height(),
                in.width(),
                pooled ? 1 : 0,
                Signal.code(layer.activation())));
    List<NetworkLaunch> backward = new ArrayList<>();
    if (input.gradient() != null) {
      backward.add(back(bench, input, output, w, tables));
    }
    backward.add(
        Workbench.tiled(
            nodes,
            taps,
            device.prepare(
                "conv_update",
                bench.active(),
                bench.alive(),
                input.values(),
                output.gradient(),
                w,
                base,
                at,
                offsets,
                steps,
                places,
                values,
                taps,
                nodes,
                in.height(),
                in.width(),
                bench.decay(),
                bench.rate())));
    if (!pooled) {
      backward.add(CardDense.bias(bench, output.gradient(), b, places, nodes));
    }
    return new CardLayer(output, forward, backward, List.of(w, b));
  }

  private static NetworkLaunch back(
      Workbench bench, Signal input, Signal output, Device.Buffer w, PatchTables tables) {
    Shape in = input.shape();
    Shape out = output.shape();
    int places = bench.batch() * in.height() * in.width();
    Window window = tables.window();
    return Workbench.tiled(
        in.channels(),
        places,
        bench
            .device()
            .prepare(
                "conv_back",
                bench.active(),
                output.gradient(),
                w,
                input.values(),
                input.gradient(),
                bench.constants(tables.backBase()),
                bench.constants(tables.backAt()),
                bench.constants(tables.backSteps()),
                bench.constants(tables.backWeights()),
                places,
                in.channels(),
                window.height() * window.width() * in.channels(),
                out.channels(),
                out.height(),
                out.width(),
                window.strideHeight(),
                window.strideWidth(),
                bench.batch() * out.height() * out.width(),
                input.code()));
  }
}
