package org.nodesnr.training;

import java.util.SplittableRandom;
import org.nodesnr.data.ImageSet;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;

/** The samples that a run is trained on, with the labels that it is trained on. */
public final class TrainingSet {
  private TrainingSet() {}

  /**
   * The first ones, labels noisy where the regime says so: the label of sample i is drawn anew, all
   * classes alike, with probability {@code labelNoise}, from the stream (seed, {@link
   * Streams.Purpose#LABEL_NOISE}, i). So more noise or more samples change no label back.
   *
   * @param train all training samples; their labels stay what they are
   * @param spec the run
   * @return the samples of the run
   */
  public static ImageSet of(ImageSet train, RunSpec spec) {
    ImageSet set = train.first(spec.trainSamples());
    double share = spec.regime().get(Settings.LABEL_NOISE);
    if (share == 0) {
      return set;
    }
    Streams streams = new Streams(MasterSeed.of(spec));
    int[] labels = new int[set.size()];
    for (int i = 0; i < labels.length; i++) {
      SplittableRandom random = streams.stream(Streams.Purpose.LABEL_NOISE, i);
      labels[i] = random.nextDouble() < share ? random.nextInt(set.classes()) : set.label(i);
    }
    return set.labelled(labels);
  }
}
