package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nodesnr.data.ImageSet;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;

class TrainingImagesTest {
  private static final int SAMPLES = 5000;
  private static final ImageSet TRAIN = Recipes.noise(3, 3, 1, SAMPLES).train();

  private static TrainingImages images(double noise, int samples, long seed) {
    Regime regime =
        Recipes.plain(4, 1).with(Settings.LABEL_NOISE, noise).with(Settings.TRAIN_SAMPLES, samples);
    RunSpec spec = Recipes.spec(Recipes.dense(Activation.RELU), regime, 0);
    return TrainingImages.of(TRAIN, spec.withSeed(seed));
  }

  private static long wrong(TrainingImages images) {
    long wrong = 0;
    for (int i = 0; i < images.size(); i++) {
      wrong += images.label(i) == TRAIN.label(i) ? 0 : 1;
    }
    return wrong;
  }

  /** A label that is drawn anew is right in one case of ten: 0.9 p are wrong. */
  @Test
  void theShareOfLabelsIsDrawnAnew() {
    assertThat(wrong(images(0, 0, 1))).isZero();
    for (double share : new double[] {0.2, 0.5, 1}) {
      double expected = 0.9 * share;
      double deviation = Math.sqrt(expected * (1 - expected) / SAMPLES);
      assertThat((double) wrong(images(share, 0, 1)) / SAMPLES)
          .isCloseTo(expected, within(4 * deviation));
    }
  }

  @Test
  void seedAndSampleAloneDecide() {
    TrainingImages little = images(0.2, 0, 1);
    TrainingImages more = images(0.6, 700, 1);
    TrainingImages other = images(0.6, 700, 2);
    assertThat(more.size()).isEqualTo(700);
    int differing = 0;
    for (int i = 0; i < more.size(); i++) {
      if (little.label(i) != TRAIN.label(i)) {
        assertThat(more.label(i)).isEqualTo(little.label(i));
      }
      differing += more.label(i) == other.label(i) ? 0 : 1;
    }
    assertThat(differing).isGreaterThan(200);
  }

  @Test
  void theFirstSamplesAreUsed() {
    assertThat(images(0, 0, 1).size()).isEqualTo(SAMPLES);
    assertThat(images(0, 100, 1).size()).isEqualTo(100);
  }

  @Test
  void theLastSamplesAreHeldOut() {
    Regime regime =
        Recipes.plain(4, 1).with(Settings.TRAIN_SAMPLES, 100).with(Settings.VALIDATION_SAMPLES, 30);
    RunSpec spec = Recipes.spec(Recipes.dense(Activation.RELU), regime, 0);
    assertThat(TrainingImages.of(TRAIN, spec).size()).isEqualTo(70);
    RunSpec whole =
        Recipes.spec(
            Recipes.dense(Activation.RELU),
            Recipes.plain(4, 1).with(Settings.VALIDATION_SAMPLES, 55_500),
            0);
    // The data set of the spec has 60,000.
    assertThat(TrainingImages.of(TRAIN, whole).size()).isEqualTo(4500);
  }
}
