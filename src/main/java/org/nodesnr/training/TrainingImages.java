package org.nodesnr.training;

import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.nodesnr.config.DataSpec;
import org.nodesnr.config.Regime.AugmentationSpec;
import org.nodesnr.config.RunSpec;
import org.nodesnr.config.Settings;
import org.nodesnr.data.Augmentation;
import org.nodesnr.data.Augmenter;
import org.nodesnr.data.ImageSet;
import org.nodesnr.network.Shape;
import org.nodesnr.random.Streams;

/** The training samples as the network sees them, augmented, channels last. */
final class TrainingImages {
  private final ImageSet set;
  private final IntUnaryOperator labels;
  private final Augmenter augmenter;
  private final Shape shape;
  private final float[] channelsFirst;

  /**
   * @param train all training samples
   * @param spec how many of them, crop, standardisation
   * @param augmentation random changes
   */
  TrainingImages(ImageSet train, DataSpec spec, AugmentationSpec augmentation) {
    this(train.first(spec.trainSamples()), spec, augmentation, train::label);
  }

  private TrainingImages(
      ImageSet set, DataSpec spec, AugmentationSpec augmentation, IntUnaryOperator labels) {
    this.set = set;
    this.labels = labels;
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
   * The samples of a run, labels noisy where its regime says so: the label of sample i is drawn
   * anew, all classes alike, with probability {@code labelNoise}, from the stream (seed, {@link
   * Streams.Purpose#LABEL_NOISE}, i). So more noise or more samples change no label back.
   *
   * @param train all training samples; their labels stay what they are
   * @param spec the run
   * @param streams its random streams
   * @return the samples that it is trained on
   */
  static TrainingImages of(ImageSet train, RunSpec spec, Streams streams) {
    ImageSet set = train.first(spec.trainSamples());
    double share = spec.regime().get(Settings.LABEL_NOISE);
    int[] labels = new int[set.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = set.label(i);
      if (share > 0) {
        SplittableRandom random = streams.stream(Streams.Purpose.LABEL_NOISE, i);
        labels[i] = random.nextDouble() < share ? random.nextInt(set.classes()) : labels[i];
      }
    }
    return new TrainingImages(set, spec.data(), spec.regime().augmentation(), i -> labels[i]);
  }

  int size() {
    return set.size();
  }

  Shape shape() {
    return shape;
  }

  int label(int sample) {
    return labels.applyAsInt(sample);
  }

  /**
   * Writes a sample, changed at random. One thread at a time.
   *
   * @param sample its index
   * @param random where the changes are drawn from
   * @param out modified from offset on
   * @param offset where the sample begins
   */
  void copy(int sample, SplittableRandom random, float[] out, int offset) {
    int channels = shape.channels();
    if (channels == 1) {
      augmenter.augmented(sample, random, out, offset);
      return;
    }
    augmenter.augmented(sample, random, channelsFirst, 0);
    int places = shape.height() * shape.width();
    for (int c = 0; c < channels; c++) {
      for (int place = 0; place < places; place++) {
        out[offset + place * channels + c] = channelsFirst[c * places + place];
      }
    }
  }
}
