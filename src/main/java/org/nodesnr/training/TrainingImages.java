package org.nodesnr.training;

import java.util.SplittableRandom;
import org.nodesnr.data.Augmentation;
import org.nodesnr.data.Augmenter;
import org.nodesnr.data.ImageSet;
import org.nodesnr.network.Shape;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.NoiseSettings;
import org.nodesnr.spec.Regime.AugmentationSpec;
import org.nodesnr.spec.RunSpec;

/** The training samples as the network sees them, augmented, channels last. */
final class TrainingImages {
  private final ImageSet set;
  private final Augmenter augmenter;
  private final Shape shape;
  private final float[] channelsFirst;
  private final double noise;

  /**
   * @param train all training samples
   * @param spec how many of them, crop, standardisation
   * @param augmentation random changes
   */
  TrainingImages(ImageSet train, DataSpec spec, AugmentationSpec augmentation) {
    this(train, spec, augmentation, 0);
  }

  private TrainingImages(
      ImageSet train, DataSpec spec, AugmentationSpec augmentation, double noise) {
    this.noise = noise;
    this.set = train.first(spec.trainSamples());
    this.augmenter =
        new Augmenter(
            set,
            spec.crop(),
            spec.standardisation() == DataSpec.Standardisation.PER_IMAGE,
            new Augmentation(augmentation.shift(), augmentation.crop(), augmentation.flip()));
    this.shape = new Shape(augmenter.height(), augmenter.width(), set.channels());
    this.channelsFirst = new float[shape.size()];
  }

  /**
   * @param train all training samples
   * @param spec the run
   * @return the samples that it is trained on, labels noisy where its regime says so
   */
  static TrainingImages of(ImageSet train, RunSpec spec) {
    return new TrainingImages(
        TrainingSet.of(train, spec),
        spec.data(),
        spec.regime().augmentation(),
        spec.regime().get(NoiseSettings.INPUT_NOISE));
  }

  int size() {
    return set.size();
  }

  Shape shape() {
    return shape;
  }

  /**
   * @param random where the changes are drawn from
   * @return how the next sample is changed
   */
  Augmenter.Cut cut(SplittableRandom random) {
    return augmenter.cut(random);
  }

  boolean standardised() {
    return augmenter.standardised();
  }

  int label(int sample) {
    return set.label(sample);
  }

  /**
   * Writes a sample, changed. One thread at a time.
   *
   * @param sample its index
   * @param cut how it is changed
   * @param out modified from offset on
   * @param offset where the sample begins
   */
  void copy(int sample, Augmenter.Cut cut, float[] out, int offset) {
    int channels = shape.channels();
    if (channels == 1) {
      augmenter.write(sample, cut, out, offset);
      return;
    }
    augmenter.write(sample, cut, channelsFirst, 0);
    int places = shape.height() * shape.width();
    for (int c = 0; c < channels; c++) {
      for (int place = 0; place < places; place++) {
        out[offset + place * channels + c] = channelsFirst[c * places + place];
      }
    }
  }

  /**
   * Adds the noise of a batch, {@code σ} times a standard normal number for each value in turn.
   *
   * @param streams the run's
   * @param step number of updates made before the batch
   * @param values modified: the inputs of the batch
   */
  void addNoise(Streams streams, int step, float[] values) {
    if (noise > 0) {
      SplittableRandom random = streams.stream(Streams.Purpose.INPUT_NOISE, step);
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (noise * random.nextGaussian());
      }
    }
  }
}
