package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.LayerSums;
import org.nodesnr.evaluation.ScoreTally;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

/** A network of one shape that is measured: its layers, and the sums of each. */
final class MeterNet implements AutoCloseable {
  /** Floats of all layers for the samples of a block, about. */
  private static final long ROOM = 1L << 26;

  private static final int MOST = 1024;
  private static final int LEAST = 16;

  private final Kept device;
  private final MeterBlock block;
  private final Device.Buffer input;
  private final List<MeterLayer> layers = new ArrayList<>();
  private final List<Runnable> forward = new ArrayList<>();
  private final int classes;
  private final Shape shape;

  /**
   * @param device the card
   * @param model of the shape; its weights are not copied
   * @param most samples of a block
   */
  MeterNet(Device device, Model model, int most) {
    this.device = new Kept(device);
    this.shape = model.input();
    try {
      this.block = MeterBlock.of(this.device, most);
      Workbench bench = block.bench();
      this.input = bench.floats((long) bench.batch() * shape.size());
      Device.Buffer at = input;
      Shape of = shape;
      Activation made = Activation.RELU;
      List<Model.Output> outputs = model.outputs();
      for (int k = 0; k < model.layers().size(); k++) {
        Layer layer = model.layers().get(k);
        Shape out = layer.output(of);
        if (layer instanceof Layer.Weighted weighted) {
          MeterLayer measured = new MeterLayer(block, weighted, at, of, made);
          layers.add(measured);
          forward.add(measured::forward);
          at = measured.output();
          made = weighted.activation();
        } else {
          Device.Buffer next = bench.floats((long) bench.batch() * out.size());
          Workbench.NetworkLaunch launch;
          if (layer instanceof Layer.Pooling pooling) {
            launch = new Pools(bench, at, of).pooled(pooling, next);
          } else {
            made = ((Layer.Nonlinearity) layer).activation();
            int values = bench.batch() * out.size();
            launch =
                Workbench.lanes(
                    values,
                    this.device.prepare(
                        "activate", bench.active(), at, next, values, Signal.code(made)));
          }
          forward.add(() -> launch.run(1));
          at = next;
        }
        of = out;
        for (int n = 0; n < layers.size(); n++) {
          if (outputs.get(n).position() == k) {
            layers.get(n).active(at, of);
          }
        }
      }
      this.classes = of.size();
    } catch (DeviceFailure e) {
      close();
      throw e;
    }
  }

  /**
   * @param model a network
   * @param samples how many there are
   * @return how many of them make a block
   */
  static int block(Model model, int samples) {
    long each = model.input().size();
    Shape of = model.input();
    for (Layer layer : model.layers()) {
      of = layer.output(of);
      each += 2L * of.size();
    }
    return (int) Math.min(samples, Math.max(LEAST, Math.min(MOST, ROOM / each)));
  }

  /**
   * @param model a network
   * @return why a card does not measure it; empty where it does
   */
  static Optional<String> refusal(Model model) {
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Convolution c && !c.spread().equals(Layer.Spread.NONE)) {
        return Optional.of("convolutions with gaps or groups");
      }
      if (layer instanceof Layer.Pooling p && p.pool() == Layer.Pool.PADDED_AVERAGE) {
        return Optional.of("means over padding");
      }
    }
    return Optional.empty();
  }

  /** Takes the weights of a network of this shape. */
  void load(Model model) {
    for (int k = 0; k < layers.size(); k++) {
      layers.get(k).load(model.weighted().get(k));
    }
  }

  /**
   * @param samples whose labels count
   * @param stored the same samples on the card
   * @param n how many of them
   * @return accuracy and loss
   */
  Score score(Samples samples, Device.Buffer stored, int n) {
    return run(samples, stored, n, false);
  }

  /**
   * @param model whose weights were loaded
   * @param samples whose labels count
   * @param stored the same samples on the card
   * @param n how many of them
   * @param variants the ways to compute S and G
   */
  Evaluation evaluate(
      Model model, Samples samples, Device.Buffer stored, int n, List<Variant> variants) {
    Score score = run(samples, stored, n, true);
    List<LayerSums> sums = new ArrayList<>();
    for (int k = 0; k < layers.size(); k++) {
      sums.add(layers.get(k).sums(model.weighted().get(k), n));
    }
    return LayerSums.evaluation(score, sums, variants, n);
  }

  private Score run(Samples samples, Device.Buffer stored, int n, boolean measured) {
    int most = block.bench().batch();
    Workbench.NetworkLaunch take =
        Workbench.lanes(
            most * shape.size(),
            device.prepare("take", block.first(), stored, input, most, n, shape.size()));
    ScoreTally tally = new ScoreTally(samples);
    float[] logits = new float[most * classes];
    for (int from = 0; from < n; from += most) {
      int count = Math.min(most, n - from);
      block.enter(from, count);
      take.run(1);
      forward.forEach(Runnable::run);
      if (measured) {
        for (MeterLayer layer : layers) {
          layer.measure(count, from == 0);
        }
      }
      device.read(layers.get(layers.size() - 1).output(), 0, logits);
      tally.add(logits, from, count, classes);
    }
    return tally.score();
  }

  @Override
  public void close() {
    device.freeAll();
  }
}
