package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nodesnr.evaluation.LayerSums;
import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.network.Layer;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.network.observed.InputMoments;
import org.nodesnr.network.observed.LayerInputs;
import org.nodesnr.spec.Activation;

/**
 * A layer with weights whose S and G are measured: its weighted inputs, and the sums that their
 * covariances with the inputs follow from. Products are summed block by block, of values less their
 * means over the first block, in double precision.
 */
final class MeterLayer {
  private static final int GROUPS = 256;
  private static final int MOST_SLICES = 32;
  private static final int TILE_ROWS = 64;
  private static final int TILE_COLUMNS = 128;

  private final MeterBlock block;
  private final Device device;
  private final Window window;
  private final Activation made;
  private final boolean softmax;
  private final int nodes;
  private final int columns;
  private final int places;
  private final int taps;
  private final int slices;
  private final Device.Buffer weights;
  private final Device.Buffer bias;
  private final Device.Buffer split;
  private final Device.Buffer output;
  private final Device.Buffer shift;
  private final Device.Buffer level;
  private final Device.Buffer products;
  private final List<NetworkLaunch> forward = new ArrayList<>();
  private final List<NetworkLaunch> splitting = new ArrayList<>();
  private final Device.Launch cross;
  private final NetworkLaunch fold;
  private final Totals inputTotals;
  private final Totals weightedTotals;
  private Totals outputTotals;
  private int outputSize;
  private float[] shifted = new float[0];
  private float[] levelled = new float[0];

  /**
   * @param block which samples
   * @param layer the layer; its weights are not copied
   * @param input its input, sample by sample
   * @param shape of one sample there
   * @param made the activation that made the input
   */
  MeterLayer(
      MeterBlock block, Layer.Weighted layer, Device.Buffer input, Shape shape, Activation made) {
    Workbench bench = block.bench();
    this.block = block;
    this.device = bench.device();
    this.window = Window.of(layer, shape);
    this.made = made;
    this.softmax = layer.activation() == Activation.SOFTMAX;
    this.nodes = layer.nodes();
    this.columns = softmax ? nodes + 1 : nodes;
    this.places = window.places();
    this.taps = window.inputs();
    this.weights = bench.floats((long) taps * nodes);
    this.bias = bench.floats(nodes);
    Shape out = layer.output(shape);
    int values = places * nodes;
    Device.Buffer weighted = bench.floats((long) bench.batch() * values);
    PatchTables tables = new PatchTables(window, nodes, bench.batch());
    Device.Buffer base = bench.constants(tables.base());
    Device.Buffer at = bench.constants(tables.at());
    Device.Buffer offsets = bench.constants(tables.offsets());
    Device.Buffer steps = bench.constants(tables.steps());
    if (layer instanceof Layer.Convolution) {
      this.output = bench.floats((long) bench.batch() * values);
      forward.add(
          Workbench.tiled(
              nodes,
              bench.batch() * places,
              device.prepare(
                  "conv_forward",
                  bench.active(),
                  input,
                  weights,
                  bias,
                  weighted,
                  base,
                  at,
                  offsets,
                  steps,
                  bench.batch() * places,
                  0,
                  taps,
                  nodes,
                  shape.height(),
                  shape.width(),
                  1,
                  0)));
      forward.add(new Pools(bench, weighted, out).biased(bias, layer.activation(), output));
    } else {
      forward.add(dense(input, weights, bias, weighted, nodes));
      this.output = softmax ? weighted : bench.floats((long) bench.batch() * values);
      if (!softmax) {
        forward.add(activation(weighted, layer.activation()));
      }
    }
    Device.Buffer observed = weighted;
    if (softmax) {
      this.split = bench.floats((long) taps * columns);
      observed = bench.floats((long) bench.batch() * columns);
      Device.Buffer none = bench.floats(columns);
      device.write(new float[columns], none, 0);
      splitting.add(dense(input, split, none, observed, columns));
    } else {
      this.split = weights;
    }
    this.slices = slices();
    this.shift = bench.floats(taps);
    this.level = bench.floats(columns);
    this.products = device.allocate((long) Double.BYTES * slices * columns * taps);
    this.inputTotals = new Totals(block, input, shape.size(), made);
    this.weightedTotals = new Totals(block, observed, places * columns, Activation.IDENTITY);
    this.cross =
        device.prepare(
            "covary",
            block.fresh(),
            block.count(),
            input,
            observed,
            shift,
            level,
            products,
            base,
            at,
            offsets,
            steps,
            places,
            taps,
            columns,
            window.input().height(),
            window.input().width(),
            slices);
    this.fold =
        Workbench.lanes(columns * taps, device.prepare("fold", products, slices, columns * taps));
  }

  /** As many as fill a card, if the tiles of the product do not. */
  private int slices() {
    int tiles = Workbench.groups(columns, TILE_ROWS) * Workbench.groups(taps, TILE_COLUMNS);
    return Math.max(1, Math.min(MOST_SLICES, GROUPS / tiles));
  }

  private NetworkLaunch dense(
      Device.Buffer x, Device.Buffer w, Device.Buffer b, Device.Buffer y, int out) {
    Workbench bench = block.bench();
    return Workbench.tiled(
        bench.batch(),
        out,
        device.prepare(
            "dense_forward",
            bench.active(),
            x,
            w,
            b,
            y,
            bench.batch(),
            taps,
            out,
            Signal.code(Activation.IDENTITY),
            bench.seeds(),
            bench.none().thresholds(),
            bench.none().kept(),
            bench.none().skips()));
  }

  private NetworkLaunch activation(Device.Buffer weighted, Activation activation) {
    int all = block.bench().batch() * nodes;
    return Workbench.lanes(
        all,
        device.prepare(
            "activate", block.bench().active(), weighted, output, all, Signal.code(activation)));
  }

  /** The layer's outputs, sample by sample; logits of a softmax layer. */
  Device.Buffer output() {
    return output;
  }

  /**
   * @param values where its activation is applied, sample by sample
   * @param shape of one sample there
   */
  void active(Device.Buffer values, Shape shape) {
    outputTotals = new Totals(block, values, shape.size(), Activation.RELU);
    outputSize = shape.height() * shape.width();
  }

  /** Takes the weights of a layer. */
  void load(Layer.Weighted layer) {
    device.write(layer.weights(), weights, 0);
    device.write(layer.bias(), bias, 0);
    if (softmax) {
      device.write(LayerSums.columns(layer), split, 0);
    }
  }

  void forward() {
    forward.forEach(launch -> launch.run(1));
  }

  /**
   * Adds a block to the sums.
   *
   * @param samples of the block
   * @param fresh whether it is the first
   */
  void measure(int samples, boolean fresh) {
    splitting.forEach(launch -> launch.run(1));
    inputTotals.add();
    weightedTotals.add();
    if (!softmax) {
      outputTotals.add();
    }
    if (fresh) {
      int channels = window.input().channels();
      int pixels = window.input().size() / channels;
      double[] means = Totals.byChannel(inputTotals.sums(), channels);
      shifted = new float[taps];
      for (int k = 0; k < taps; k++) {
        shifted[k] = (float) (means[k % channels] / samples / pixels);
      }
      double[] levels = Totals.byChannel(weightedTotals.sums(), columns);
      levelled = new float[columns];
      for (int i = 0; i < columns; i++) {
        levelled[i] = (float) (levels[i] / samples / places);
      }
      device.write(shifted, shift, 0);
      device.write(levelled, level, 0);
    }
    cross.run(Workbench.groups(taps, TILE_COLUMNS), Workbench.groups(columns, TILE_ROWS), slices);
  }

  /**
   * @param layer whose weights these were
   * @param samples how many went through
   */
  LayerSums sums(Layer.Weighted layer, int samples) {
    fold.run(1);
    InputMoments moments = new InputMoments(window, LayerSlopes.of(made));
    moments.add(
        inputTotals.sums(),
        inputTotals.squares(),
        inputTotals.most(),
        inputTotals.least(),
        samples);
    LayerInputs inputs = moments.inputs();
    double n = inputs.observations();
    double[] levels = Totals.byChannel(weightedTotals.sums(), columns);
    double[] total = new double[columns * taps];
    device.read(products, 0, total);
    float[] covariances = new float[total.length];
    for (int i = 0; i < columns; i++) {
      double nu = levels[i] / n - levelled[i];
      for (int j = 0; j < taps; j++) {
        int k = i * taps + j;
        covariances[k] = (float) (total[k] / n - (inputs.mean()[j] - shifted[j]) * nu);
      }
    }
    double[] rates = new double[nodes];
    if (!softmax) {
      double[] active = Totals.byChannel(outputTotals.squares(), nodes);
      rates = Arrays.stream(active).map(a -> a / samples / outputSize).toArray();
    }
    return new LayerSums(layer, inputs, covariances, rates);
  }
}
