package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.ImageSet;
import org.nodesnr.network.Layer;
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
import org.nodesnr.training.TrainingOutcome;
import org.nodesnr.training.TrainingSession;

/**
 * Twenty steps of a few small networks, dense and convolutional, whose weights are to have the same
 * bits on every card: what has been found on one machine can be checked on another, without a card
 * even.
 */
public final class BitCheck {
  /** A hash of all weights after it. */
  public static final String EXPECTED = "f8ba9be3";

  private static final int STEPS = 20;
  private static final int SAMPLES = 90;
  private static final int SIDE = 9;
  private static final int CHANNELS = 2;
  private static final int CROP = 7;
  private static final int CLASSES = 10;
  private static final long SEED = 2002_04687L;

  private static final TrainingListener QUIET = new TrainingListener.Unmeasured() {};

  private BitCheck() {}

  /**
   * @param engine of a card
   * @return eight hexadecimal digits, {@link #EXPECTED} where all is well; or what went wrong
   * @throws InterruptedException when the thread is interrupted
   */
  public static String of(GpuEngine engine) throws InterruptedException {
    List<RunSpec> runs = runs();
    try (TrainingSession session = engine.open(runs, samples())) {
      for (TrainingOutcome outcome : session.train(Collections.nCopies(runs.size(), QUIET))) {
        if (outcome.status() != TrainingOutcome.Status.FINISHED) {
          return outcome.message();
        }
      }
      int hash = 1;
      for (int run = 0; run < runs.size(); run++) {
        for (Layer.Weighted layer : session.weights(run).weighted()) {
          hash = 31 * hash + Arrays.hashCode(layer.weights());
          hash = 31 * hash + Arrays.hashCode(layer.bias());
        }
      }
      return String.format(Locale.ROOT, "%08x", hash);
    }
  }

  /** Sums of more than one tile along each axis, masks, penalties, crops. */
  private static List<RunSpec> runs() {
    NetworkSpec dense = new NetworkSpec(List.of(), List.of(137, 66), Activation.RELU);
    NetworkSpec curved = new NetworkSpec(List.of(), List.of(23), Activation.TANH);
    NetworkSpec pictures =
        new NetworkSpec(
            List.of(
                new NetworkSpec.ConvolutionSpec(3, 6, 2), new NetworkSpec.ConvolutionSpec(5, 7, 3)),
            List.of(21),
            Activation.RELU);
    List<RunSpec> runs = new ArrayList<>();
    for (NetworkSpec network : List.of(dense, curved, pictures)) {
      Regime plain =
          Regime.named("check")
              .with(Settings.LEARNING_RATE, 0.05)
              .with(Settings.BATCH_SIZE, 12)
              .with(Settings.STEPS, STEPS);
      Regime other =
          plain
              .with(Settings.LEARNING_RATE, 0.02)
              .with(Settings.L2_COEFFICIENT, 0.01)
              .with(Settings.DROP_PROBABILITY, 0.35)
              .with(Settings.SHIFT, 1)
              .with(Settings.FLIP, true)
              .with(Settings.CROP, true);
      runs.add(run(network, plain, DataSpec.Standardisation.NONE));
      runs.add(run(network, other, DataSpec.Standardisation.NONE));
    }
    runs.add(run(pictures, runs.get(1).regime(), DataSpec.Standardisation.PER_IMAGE));
    return runs;
  }

  private static RunSpec run(
      NetworkSpec network, Regime regime, DataSpec.Standardisation standardisation) {
    return new RunSpec(
        new DataSpec("cifar10", CROP, standardisation, 0, 0, 1),
        network,
        regime,
        new Checkpoints(0, 0, List.of()),
        new EvaluationSpec(0, 0, List.of(Variant.PAPER)),
        SEED,
        false);
  }

  /** Random pixels. */
  private static Dataset samples() {
    byte[] pixels = new byte[SAMPLES * CHANNELS * SIDE * SIDE];
    new SplittableRandom(SEED).nextBytes(pixels);
    byte[] labels = new byte[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = (byte) (i % CLASSES);
    }
    ImageSet set = ImageSet.of("check", CHANNELS, SIDE, SIDE, CLASSES, labels, pixels);
    return new Dataset("check", set, set, List.of(), false, true, "random pixels");
  }
}
