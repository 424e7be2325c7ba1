package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.OptimiserSettings;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.training.StepDraws;

/**
 * Networks of one shape on a card, a step of all of which is one run of each kernel. Each has its
 * own rate, L2, drop probability and seed; none takes notice of the others.
 */
final class Population implements AutoCloseable {
  private final Kept device;
  private final Workbench bench;
  private final Model shape;
  private final LayerStack layers;
  private final Device.Buffer cuts;
  private final Device.Buffer labels;
  private final Device.Buffer totals;
  private final List<Workbench.NetworkLaunch> inputs = new ArrayList<>();
  private final Workbench.NetworkLaunch loss;
  private final Device.Launch verdict;

  /**
   * @param device the card
   * @param pixels the training samples there
   * @param runs of networks of one shape, batches of one size
   * @param shape the network; its weights are not copied
   * @param standardised whether samples are brought to mean 0 and standard deviation 1
   */
  Population(Device device, Pixels pixels, List<RunSpec> runs, Model shape, boolean standardised) {
    this.device = new Kept(device);
    this.shape = shape;
    try {
      this.bench = workbench(runs);
      int batch = bench.batch();
      Shape in = shape.input();
      Signal input =
          new Signal(
              bench.floats((long) batch * in.size()), null, Activation.IDENTITY, bench.none(), in);
      this.cuts = ints((long) batch * StepDraws.NUMBERS);
      this.labels = ints(batch);
      Device.Buffer losses = this.device.allocate(8L * batch * runs.size());
      this.totals = this.device.allocate(8L * runs.size());
      this.layers = new LayerStack(bench, input, shape, masks(runs));
      prepareInputs(pixels, input, standardised);
      Signal out = layers.output();
      this.loss =
          Workbench.lanes(
              batch,
              this.device.prepare(
                  "softmax",
                  bench.active(),
                  out.values(),
                  out.gradient(),
                  labels,
                  losses,
                  batch,
                  out.shape().size()));
      this.verdict =
          this.device.prepare("verdict", bench.active(), losses, totals, bench.alive(), batch);
    } catch (DeviceFailure e) {
      close();
      throw e;
    }
  }

  private Workbench workbench(List<RunSpec> runs) {
    int n = runs.size();
    float[] decay = new float[n];
    float[] rate = new float[n];
    for (int i = 0; i < n; i++) {
      Regime regime = runs.get(i).regime();
      double penalty = regime.l2Coefficient() + regime.get(OptimiserSettings.WEIGHT_DECAY);
      decay[i] = (float) (1 - regime.learningRate() * penalty);
      rate[i] = (float) (-regime.learningRate() / regime.batchSize());
    }
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    return new Workbench(
        device,
        n,
        runs.get(0).regime().batchSize(),
        device.allocate(4L * n),
        device.allocate(4L * n),
        device.allocate(8L * n),
        array(decay, 4L * n),
        array(rate, 4L * n),
        new Workbench.Masks(
            array(new long[n], 8L * n), array(ones, 4L * n), array(new long[n], 8L * n)));
  }

  private Device.Buffer array(Object values, long bytes) {
    Device.Buffer buffer = device.allocate(bytes);
    device.write(values, buffer, 0);
    return buffer;
  }

  private Device.Buffer ints(long perNetwork) {
    return device.allocate(perNetwork * bench.networks() * Integer.BYTES);
  }

  private List<Workbench.Masks> masks(List<RunSpec> runs) {
    int n = runs.size();
    List<List<Shares.Share>> all = runs.stream().map(run -> Shares.of(run, shape)).toList();
    List<Workbench.Masks> masks = new ArrayList<>();
    for (int layer = 0; layer < all.get(0).size(); layer++) {
      long[] thresholds = new long[n];
      float[] kept = new float[n];
      long[] skips = new long[n];
      for (int i = 0; i < n; i++) {
        Shares.Share share = all.get(i).get(layer);
        thresholds[i] = share.threshold();
        kept[i] = share.kept();
        skips[i] = share.skip();
      }
      masks.add(
          new Workbench.Masks(
              array(thresholds, 8L * n), array(kept, 4L * n), array(skips, 8L * n)));
    }
    return masks;
  }

  private void prepareInputs(Pixels pixels, Signal input, boolean standardised) {
    Shape in = input.shape();
    inputs.add(
        Workbench.lanes(
            bench.batch() * in.size(),
            device.prepare(
                "gather",
                bench.active(),
                pixels.bytes(),
                standardised ? pixels.whole() : pixels.scale(),
                cuts,
                input.values(),
                bench.batch(),
                pixels.height(),
                pixels.width(),
                in.height(),
                in.width(),
                in.channels())));
    if (standardised) {
      Device.Launch launch =
          device.prepare("standardise", bench.active(), input.values(), bench.batch(), in.size());
      inputs.add(networks -> launch.run(bench.batch(), 1, networks));
    }
  }

  /** How many networks there are. */
  int size() {
    return bench.networks();
  }

  /** Says which networks the next steps are for. */
  void activate(int[] networks) {
    device.write(networks, bench.active(), 0);
  }

  /**
   * Begins a step of the active networks, and does not wait for its end.
   *
   * @param draws what the step consumes
   * @param active how many networks are active
   */
  void step(StepBatch draws, int active) {
    device.write(draws.samples(), cuts, 0);
    device.write(draws.labels(), labels, 0);
    device.write(draws.seeds(), bench.seeds(), 0);
    inputs.forEach(launch -> launch.run(active));
    layers.forward(active);
    loss.run(active);
    verdict.run(1, 1, active);
    layers.backward(active);
  }

  /**
   * Waits for the end of the step. A network whose loss is not finite has made no update.
   *
   * @param losses modified: for each network that was active, the loss summed over its batch
   */
  void losses(double[] losses) {
    device.read(totals, 0, losses);
  }

  /**
   * @param network its number
   * @return a copy of it as it is now
   */
  Model weights(int network) {
    List<Layer> copied = new ArrayList<>();
    int array = 0;
    for (Layer layer : shape.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        float[] w = new float[weighted.weights().length];
        float[] b = new float[weighted.bias().length];
        device.read(layers.parameters().get(array++), (long) network * w.length * Float.BYTES, w);
        device.read(layers.parameters().get(array++), (long) network * b.length * Float.BYTES, b);
        copied.add(weighted.with(w, b));
      } else {
        copied.add(layer);
      }
    }
    return new Model(shape.input(), copied);
  }

  /**
   * @param network its number
   * @param model what it becomes
   */
  void load(int network, Model model) {
    int array = 0;
    for (Layer.Weighted layer : model.weighted()) {
      for (float[] values : List.of(layer.weights(), layer.bias())) {
        device.write(
            values, layers.parameters().get(array++), (long) network * values.length * Float.BYTES);
      }
    }
  }

  @Override
  public void close() {
    device.freeAll();
  }
}
