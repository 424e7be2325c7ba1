package org.nodesnr.training;

import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.ImageSet;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.Variant;

/** Runs and data for the tests of engines. */
public final class Recipes {
  /** One convolution whose pooling windows are cut off at the edges of a 7×5 picture. */
  static final NetworkSpec ODD =
      new NetworkSpec(List.of(new ConvolutionSpec(3, 4, 3)), List.of(6), Activation.RELU);

  static final long SEED = 5;

  private Recipes() {}

  /** A dense network for pictures of a few pixels. */
  static NetworkSpec dense(Activation activation) {
    return new NetworkSpec(List.of(), List.of(9, 7), activation);
  }

  static Regime plain(int batchSize, int steps) {
    return regime(0.1, 0, 0, batchSize, steps, AugmentationSpec.NONE);
  }

  static Regime regime(
      double learningRate,
      double l2Coefficient,
      double dropProbability,
      int batchSize,
      int steps,
      AugmentationSpec augmentation) {
    return Regime.named("test")
        .with(Settings.LEARNING_RATE, learningRate)
        .with(Settings.L2_COEFFICIENT, l2Coefficient)
        .with(Settings.DROP_PROBABILITY, dropProbability)
        .with(Settings.BATCH_SIZE, batchSize)
        .with(Settings.STEPS, steps)
        .with(Settings.SHIFT, augmentation.shift())
        .with(Settings.FLIP, augmentation.flip())
        .with(Settings.CROP, augmentation.crop())
        .with(Settings.CONVOLUTION_STANDARD_DEVIATION, 0.1);
  }

  static RunSpec spec(NetworkSpec network, Regime regime, int crop) {
    return new RunSpec(
        new DataSpec("mnist", crop, DataSpec.Standardisation.NONE, 0, 0, 1),
        network,
        regime,
        new Checkpoints(0, 0, List.of()),
        new EvaluationSpec(0, 0, List.of(Variant.PAPER, Variant.NOTEBOOK)),
        SEED,
        false);
  }

  /** Random pixels, ten classes in turn. */
  public static Dataset noise(int height, int width, int channels, int samples) {
    SplittableRandom random = new SplittableRandom(11);
    byte[] pixels = new byte[samples * channels * height * width];
    random.nextBytes(pixels);
    byte[] labels = new byte[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = (byte) (i % 10);
    }
    ImageSet set = ImageSet.of("noise", channels, height, width, 10, labels, pixels);
    return new Dataset("noise", set, set, List.of(), false, true, "noise");
  }

  /** The arrays of every layer in turn, such as weights and biases, in storage order. */
  static float[][] parameters(Model model) {
    return model.layers().stream()
        .flatMap(layer -> layer.arrays().stream())
        .toArray(float[][]::new);
  }

  static float[] values(INDArray array) {
    return array.data().asFloat();
  }

  static Layer.Weighted layer(Model model, int index) {
    return model.weighted().get(index);
  }
}
