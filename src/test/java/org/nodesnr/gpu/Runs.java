package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.Variant;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;
import org.nodesnr.training.TrainingEngine;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingOutcome;
import org.nodesnr.training.TrainingSession;

/** Runs and data for the tests of cards: a few nodes, a few samples. */
final class Runs {
  static final TrainingListener QUIET = new Quiet();

  /** Wants nothing. */
  static class Quiet implements TrainingListener {
    @Override
    public boolean due(int step) {
      return false;
    }

    @Override
    public void measure(int step, Model model) {}
  }

  private Runs() {}

  static TrainingListener stoppingAt(int last) {
    return new Quiet() {
      @Override
      public boolean keepGoing(int step, double loss) {
        return step < last;
      }
    };
  }

  static NetworkSpec dense(Activation activation) {
    return new NetworkSpec(List.of(), List.of(19, 11), activation);
  }

  /**
   * Two convolutions with max-pooling whose windows stick out of the picture, and a dense layer.
   */
  static NetworkSpec convolutional() {
    return new NetworkSpec(
        List.of(new NetworkSpec.ConvolutionSpec(3, 5, 2), new NetworkSpec.ConvolutionSpec(3, 4, 3)),
        List.of(9),
        Activation.RELU);
  }

  /** Strides, windows that overlap, means, an activation by itself, no padding. */
  static NetworkSpec varied() {
    return new NetworkSpec(
        List.of(
            new LayerSpec.Convolution(3, 4, 1, LayerSpec.Padding.VALID, Activation.TANH),
            new LayerSpec.Pooling(LayerSpec.Reduction.MAX, 3, 1, LayerSpec.Padding.SAME),
            new LayerSpec.Convolution(3, 5, 2, LayerSpec.Padding.SAME, Activation.IDENTITY),
            new LayerSpec.Pooling(LayerSpec.Reduction.AVERAGE, 2, 1, LayerSpec.Padding.SAME),
            new LayerSpec.Nonlinearity(Activation.SIGMOID),
            new LayerSpec.Dense(8, Activation.RELU, 0)));
  }

  static Regime regime(double rate, double l2, double drop, int steps) {
    return Regime.named("test")
        .with(Settings.LEARNING_RATE, rate)
        .with(Settings.L2_COEFFICIENT, l2)
        .with(Settings.DROP_PROBABILITY, drop)
        .with(Settings.BATCH_SIZE, 6)
        .with(Settings.STEPS, steps)
        .with(Settings.CONVOLUTION_STANDARD_DEVIATION, 0.3)
        .with(Settings.DENSE_STANDARD_DEVIATION, 0.3);
  }

  static RunSpec run(NetworkSpec network, Regime regime, long seed) {
    return run(network, regime, seed, 0, DataSpec.Standardisation.NONE);
  }

  static RunSpec run(
      NetworkSpec network,
      Regime regime,
      long seed,
      int crop,
      DataSpec.Standardisation standardisation) {
    return new RunSpec(
        new DataSpec("mnist", crop, standardisation, 0, 0, 1),
        network,
        regime,
        new Checkpoints(0, 0, List.of()),
        new EvaluationSpec(0, 0, List.of(Variant.PAPER, Variant.NOTEBOOK)),
        seed,
        false);
  }

  /** Trains to the end. */
  static List<TrainingOutcome> train(TrainingSession session) throws InterruptedException {
    TrainingListener[] quiet = new TrainingListener[session.size()];
    Arrays.fill(quiet, QUIET);
    return session.train(List.of(quiet));
  }

  /** Weights and biases of each run at its end. */
  static List<float[][]> trained(Device device, List<RunSpec> runs, Dataset data)
      throws InterruptedException {
    try (TrainingSession session = new GpuSession(device, runs, data)) {
      train(session);
      return parameters(session);
    }
  }

  static List<float[][]> parameters(TrainingSession session) {
    return IntStream.range(0, session.size())
        .mapToObj(run -> parameters(session.weights(run)))
        .toList();
  }

  /** The same by the processor's engine. */
  static List<float[][]> trainedOnProcessor(List<RunSpec> runs, Dataset data)
      throws InterruptedException {
    TrainingEngine engine = new Nd4jEngine(ConvolutionMethod.DIRECT);
    List<float[][]> all = new ArrayList<>();
    for (RunSpec run : runs) {
      try (TrainingSession session = engine.open(List.of(run), data)) {
        train(session);
        all.add(parameters(session).get(0));
      }
    }
    return all;
  }

  /** The weights and biases of every layer in turn. */
  static float[][] parameters(Model model) {
    return model.weighted().stream()
        .flatMap(layer -> List.of(layer.weights(), layer.bias()).stream())
        .toArray(float[][]::new);
  }

  /** The greatest difference between two values. */
  static double distance(float[][] a, float[][] b) {
    double most = 0;
    for (int k = 0; k < a.length; k++) {
      for (int i = 0; i < a[k].length; i++) {
        double difference = Math.abs((double) a[k][i] - b[k][i]);
        most = difference <= most ? most : difference;
      }
    }
    return most;
  }

  /** A hash of all bits. */
  static int hash(List<float[][]> parameters) {
    int hash = 1;
    for (float[][] each : parameters) {
      hash = 31 * hash + Arrays.deepHashCode(each);
    }
    return hash;
  }
}
