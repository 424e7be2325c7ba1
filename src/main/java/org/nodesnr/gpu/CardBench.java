package org.nodesnr.gpu;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.ImageSet;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.Variant;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingSession;

/**
 * Bits and times of a card, on random pictures, for {@code src/gpu/bench}: a line each, what and
 * the value parted by a tab, times in milliseconds. Needs neither results nor ND4J.
 */
public final class CardBench {
  private static final int BATCH = 60;
  private static final double SECONDS = 4;
  private static final int WARM_UP = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Device device;
  private final GpuEngine engine;
  private final PrintStream out;
  private final double seconds;

  CardBench(Device device, PrintStream out, double seconds) {
    this.device = device;
    this.engine = GpuEngine.on(device);
    this.out = out;
    this.seconds = seconds;
  }

  /**
   * What is trained.
   *
   * @param name of it
   * @param network layers
   * @param side of the pictures in pixels
   * @param crop side of what is cut out of them; 0 for all
   * @param channels of the pictures
   * @param samples in the training set and, at most, in the test set
   * @param networks how many at once, each in turn
   */
  record Task(
      String name,
      NetworkSpec network,
      int side,
      int crop,
      int channels,
      int samples,
      List<Integer> networks) {}

  private static final List<Task> PAPER =
      List.of(
          new Task("MNIST", NetworkSpec.MNIST, 28, 0, 1, 60_000, List.of(1, 8, 67)),
          new Task("CIFAR-10", NetworkSpec.CIFAR10, 32, 24, 3, 50_000, List.of(1, 16, 167)));

  /**
   * @param arguments the card's key, {@code cuda:0} by default, and {@code check} for the bits
   *     alone
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    List<String> given = new ArrayList<>(List.of(arguments));
    boolean check = given.remove("check");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Device device = Cards.open(Cards.find(given.isEmpty() ? "cuda:0" : given.get(0)))) {
      CardBench bench = new CardBench(device, out, SECONDS);
      bench.check();
      if (!check) {
        for (Task task : PAPER) {
          bench.steps(task);
        }
        bench.products(67, 1024, 1000, 24, 12, 64);
      }
    } catch (UserError e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private void line(String what, String value) {
    out.println(what + "\t" + value);
  }

  private void time(String what, double milliseconds) {
    line(what, String.format(Locale.ROOT, "%.4f", milliseconds));
  }

  /** Whether the bits are those that they should be. */
  void check() throws InterruptedException {
    line("card", device.card().describe());
    String bits = BitCheck.of(engine);
    boolean same = bits.equals(BitCheck.EXPECTED);
    line("bits", bits + (same ? " as expected" : ", not " + BitCheck.EXPECTED));
  }

  /** Times of a step of so many networks, and of measuring one. */
  void steps(Task task) throws InterruptedException {
    Dataset data = pictures(task);
    for (int networks : task.networks()) {
      List<RunSpec> runs = new ArrayList<>();
      for (int k = 0; k < networks; k++) {
        runs.add(run(task, k));
      }
      if (networks > engine.capacity(runs.get(0))) {
        line(task.name() + " step, P = " + networks, "does not fit");
        continue;
      }
      try (TrainingSession session = engine.open(runs, data)) {
        Stopwatch stopwatch = new Stopwatch(seconds);
        session.train(Collections.nCopies(networks, stopwatch));
        time(task.name() + " step, P = " + networks, stopwatch.millisecondsPerStep(networks));
        if (networks == 1) {
          measure(task, data, session.weights(0));
        }
      }
    }
  }

  private void measure(Task task, Dataset data, Model model) {
    ImageSamples test = new ImageSamples(data.test(), task.crop(), DataSpec.Standardisation.NONE);
    try (DeviceMeter meter = new DeviceMeter(device, test, Variant.BUILT_IN)) {
      meter.evaluate(model, 0);
      long begun = System.nanoTime();
      Evaluation evaluation = meter.evaluate(model, 0);
      time(task.name() + " S and G of a network", (System.nanoTime() - begun) / NANOS_PER_MILLI);
      line(task.name() + " samples measured", Integer.toString(evaluation.test().samples()));
    }
  }

  private static RunSpec run(Task task, int k) {
    Regime regime =
        Regime.named("bench")
            .with(Settings.LEARNING_RATE, 0.001)
            .with(Settings.L2_COEFFICIENT, k % 3 == 1 ? 5e-5 : 0.0)
            .with(Settings.DROP_PROBABILITY, k % 3 == 2 ? 0.5 : 0.0)
            .with(Settings.CROP, task.crop() > 0)
            .with(Settings.FLIP, task.crop() > 0)
            .with(Settings.DENSE_STANDARD_DEVIATION, 0.04)
            .with(Settings.BATCH_SIZE, BATCH)
            .with(Settings.STEPS, 1_000_000);
    return new RunSpec(
        new DataSpec(
            task.channels() == 1 ? "mnist" : "cifar10",
            task.crop(),
            DataSpec.Standardisation.NONE,
            0,
            0,
            1),
        task.network(),
        regime,
        new Checkpoints(0, 0, List.of()),
        new EvaluationSpec(0, 0, List.of(Variant.PAPER)),
        k,
        false);
  }

  private static Dataset pictures(Task task) {
    int most = Math.min(task.samples(), 10_000);
    return new Dataset(
        "bench", set(task, task.samples()), set(task, most), List.of(), false, true, "random");
  }

  private static ImageSet set(Task task, int samples) {
    byte[] pixels = new byte[samples * task.channels() * task.side() * task.side()];
    new SplittableRandom(1).nextBytes(pixels);
    byte[] labels = new byte[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = (byte) (i % 10);
    }
    return ImageSet.of("bench", task.channels(), task.side(), task.side(), 10, labels, pixels);
  }

  /**
   * Times of the products of a layer: forward, input gradient, update with biases.
   *
   * @param networks how many at once in the dense layer
   * @param in inputs of the dense layer
   * @param nodes of the dense layer
   * @param pictures networks at once in the convolution
   * @param side of the convolution's pictures
   * @param channels of the pictures, and kernels of 5 × 5
   */
  void products(int networks, int in, int nodes, int pictures, int side, int channels) {
    Layer.Dense dense = new Layer.Dense(new float[in * nodes], new float[nodes], Activation.RELU);
    layer("dense", networks, Shape.flat(in), dense);
    Layer.Convolution convolution =
        new Layer.Convolution(
            5,
            5,
            1,
            1,
            Layer.Padding.SAME,
            new float[25 * channels * channels],
            new float[channels],
            Activation.RELU);
    layer("convolution", pictures, new Shape(side, side, channels), convolution);
  }

  private void layer(String name, int networks, Shape input, Layer.Weighted layer) {
    try (Kept kept = new Kept(device)) {
      Workbench bench = Workbenches.idle(kept, networks, BATCH);
      Signal below = Workbenches.signal(bench, input);
      CardLayer made =
          layer instanceof Layer.Dense dense
              ? CardDense.of(bench, below, dense, bench.none())
              : CardConvolution.of(bench, below, (Layer.Convolution) layer, false);
      Workbenches.clear(kept, made);
      time(name + " forward, P = " + networks, repeated(() -> made.forward(networks)));
      time(name + " backward, P = " + networks, repeated(() -> made.backward(networks)));
    }
  }

  /** Milliseconds of one, many in a row. */
  private double repeated(Runnable launch) {
    double milliseconds = Double.POSITIVE_INFINITY;
    long end = System.nanoTime() + (long) (seconds / 4 * 1e9);
    for (int count = 1; System.nanoTime() < end; count = Math.min(64, count * 2)) {
      device.finish();
      long begun = System.nanoTime();
      for (int k = 0; k < count; k++) {
        launch.run();
      }
      device.finish();
      milliseconds = Math.min(milliseconds, (System.nanoTime() - begun) / NANOS_PER_MILLI / count);
    }
    return milliseconds;
  }

  /** Ends all of its runs after some seconds. */
  private static final class Stopwatch implements TrainingListener.Unmeasured {
    private final double seconds;
    private long begun;
    private long ended;
    private long steps;

    Stopwatch(double seconds) {
      this.seconds = seconds;
    }

    @Override
    public boolean keepGoing(int step, double loss) {
      long now = System.nanoTime();
      if (step <= WARM_UP) {
        begun = now;
        return true;
      }
      steps++;
      ended = now;
      return now - begun < seconds * 1e9;
    }

    double millisecondsPerStep(int networks) {
      return (ended - begun) / NANOS_PER_MILLI / ((double) steps / networks);
    }
  }
}
