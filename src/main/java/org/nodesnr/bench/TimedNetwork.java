package org.nodesnr.bench;

import java.util.List;
import java.util.Locale;
import org.nodesnr.data.Datasets;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.Variant;

/** The networks that are timed, on made-up data of the size of the real ones. */
enum TimedNetwork {
  /** Dense 1024, 1000, 10 on 28×28. */
  MNIST(NetworkSpec.MNIST, Datasets.SYNTHETIC_DIGITS, 28, 1),
  /** The CIFAR-10 network on 24×24 crops. */
  CIFAR24(NetworkSpec.CIFAR10, Datasets.SYNTHETIC_TEXTURES, 24, 3),
  /** The CIFAR-10 network on whole images. */
  CIFAR32(NetworkSpec.CIFAR10, Datasets.SYNTHETIC_TEXTURES, 32, 3);

  /** Samples in a batch, everywhere. */
  static final int BATCH = 60;

  private static final int SAMPLES = 6000;

  private final NetworkSpec network;
  private final String dataSet;
  private final int side;
  private final int channels;

  TimedNetwork(NetworkSpec network, String dataSet, int side, int channels) {
    this.network = network;
    this.dataSet = dataSet;
    this.side = side;
    this.channels = channels;
  }

  NetworkSpec network() {
    return network;
  }

  int side() {
    return side;
  }

  int channels() {
    return channels;
  }

  /**
   * @return what it is called on a command line
   */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @return what it is called in the table
   */
  String title() {
    return this == MNIST ? "MNIST network" : "CIFAR-10 network, " + side + "×" + side;
  }

  /** Plain SGD without end. */
  RunSpec spec() {
    return new RunSpec(
        new DataSpec(
            dataSet, this == CIFAR24 ? side : 0, DataSpec.Standardisation.NONE, SAMPLES, 0, 1),
        network,
        Regime.named("bench")
            .with(Settings.LEARNING_RATE, 0.01)
            .with(Settings.BATCH_SIZE, BATCH)
            .with(Settings.STEPS, Integer.MAX_VALUE)
            .with(Settings.DENSE_STANDARD_DEVIATION, 0.04),
        new Checkpoints(0, 0, List.of()),
        new EvaluationSpec(0, 0, Variant.BUILT_IN),
        1,
        false);
  }
}
