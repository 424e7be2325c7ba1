package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nodesnr.data.Dataset;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.NoiseSettings;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;

class BatchSourceTest {
  private static final int SAMPLES = 23;
  private static final Dataset DATA = Recipes.noise(5, 4, 3, SAMPLES);
  private static final AugmentationSpec CHANGES = new AugmentationSpec(1, true, true);

  private static TrainingImages images(AugmentationSpec augmentation) {
    return new TrainingImages(
        DATA.train(),
        new DataSpec("test", 3, DataSpec.Standardisation.NONE, 0, 0, 1),
        augmentation);
  }

  private static List<Batch> batches(int firstStep, int lastStep) throws InterruptedException {
    List<Batch> result = new ArrayList<>();
    try (BatchSource source =
        new BatchSource(images(CHANGES), new Streams(3), 5, firstStep, lastStep)) {
      for (int step = firstStep; step < lastStep; step++) {
        Batch batch = source.next();
        result.add(new Batch(batch.step(), batch.images().clone(), batch.labels().clone()));
        source.release(batch);
      }
    }
    return result;
  }

  @Test
  void everyEpochIsAPermutation() {
    BatchSource.Order order = new BatchSource.Order(SAMPLES, new Streams(3));
    int[] all = IntStream.range(0, SAMPLES).toArray();
    List<int[]> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      int first = epoch * SAMPLES;
      int[] samples = IntStream.range(first, first + SAMPLES).map(order::sample).toArray();
      epochs.add(samples.clone());
      Arrays.sort(samples);
      assertThat(samples).containsExactly(all);
    }
    assertThat(epochs.get(0)).isNotEqualTo(epochs.get(1)).isNotEqualTo(all);
  }

  /** Each of the 24 orders of four samples comes up 1/24 of the time. */
  @Test
  void everyOrderIsAsLikely() {
    int epochs = 24_000;
    BatchSource.Order order = new BatchSource.Order(4, new Streams(8));
    int[] counts = new int[256];
    for (long epoch = 0; epoch < epochs; epoch++) {
      int key = 0;
      for (int i = 0; i < 4; i++) {
        key = 4 * key + order.sample(4 * epoch + i);
      }
      counts[key]++;
    }
    assertThat(Arrays.stream(counts).filter(c -> c > 0)).hasSize(24);
    double chiSquared =
        Arrays.stream(counts)
            .filter(c -> c > 0)
            .mapToDouble(c -> (c - 1000.0) * (c - 1000.0) / 1000)
            .sum();
    // 99.99% quantile with 23 degrees of freedom; scipy: chi2.ppf(0.9999, 23) = 57.1
    assertThat(chiSquared).isLessThan(57.1);
  }

  /** 23 samples in batches of 5: the fifth batch takes two samples of the next epoch. */
  @Test
  void batchesAcrossTheEndOfAnEpochAreFull() throws InterruptedException {
    BatchSource.Order order = new BatchSource.Order(SAMPLES, new Streams(3));
    int position = 0;
    for (Batch batch : batches(0, 12)) {
      assertThat(batch.labels()).hasSize(5);
      for (int label : batch.labels()) {
        assertThat(label).isEqualTo(DATA.train().label(order.sample(position++)));
      }
    }
  }

  @Test
  void aBatchDependsOnItsStepAlone() throws InterruptedException {
    List<Batch> all = batches(0, 20);
    List<Batch> late = batches(13, 20);
    for (int i = 0; i < late.size(); i++) {
      Batch expected = all.get(13 + i);
      assertThat(late.get(i).step()).isEqualTo(expected.step()).isEqualTo(13 + i);
      assertThat(late.get(i).images()).isEqualTo(expected.images());
      assertThat(late.get(i).labels()).isEqualTo(expected.labels());
    }
  }

  @Test
  void picturesHaveChannelsLast() throws InterruptedException {
    try (BatchSource source =
        new BatchSource(images(AugmentationSpec.NONE), new Streams(3), 5, 0, 1)) {
      Batch batch = source.next();
      BatchSource.Order order = new BatchSource.Order(SAMPLES, new Streams(3));
      // 3×3 from the middle of 5×4: from row 1, column 0.
      for (int s = 0; s < 5; s++) {
        for (int i = 0; i < 27; i++) {
          int pixel = DATA.train().pixel(order.sample(s), i % 3, 1 + i / 9, i / 3 % 3);
          assertThat(batch.images()[s * 27 + i]).isEqualTo(pixel / 255f);
        }
      }
    }
  }

  @Test
  @Timeout(10)
  void closesWhileItWaitsForRoom() {
    new BatchSource(images(CHANGES), new Streams(3), 5, 0, 1_000_000).close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("batches"));
  }

  /** Standard normal, drawn anew for every batch, the same whatever step a source begins at. */
  @Test
  void noiseIsAddedToTheBatchOfItsStep() throws InterruptedException {
    Regime plain = Recipes.plain(500, 9);
    var data = Recipes.noise(9, 8, 1, 1000);
    var clean = Recipes.spec(Recipes.dense(Activation.RELU), plain, 0);
    var noisy = clean.withRegime(plain.with(NoiseSettings.INPUT_NOISE, 0.3));
    try (BatchSource without = new Recipe(clean, data).batches(7);
        BatchSource with = new Recipe(noisy, data).batches(0);
        BatchSource later = new Recipe(noisy, data).batches(7)) {
      for (int step = 0; step < 7; step++) {
        with.release(with.next());
      }
      float[] values = without.next().images();
      float[] seventh = with.next().images();
      assertThat(later.next().images()).isEqualTo(seventh);
      double[] noise = new double[values.length];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = seventh[i] - values[i];
      }
      double n = noise.length;
      double mean = Arrays.stream(noise).average().orElseThrow();
      double variance = Arrays.stream(noise).map(x -> x * x).sum() / n;
      double fourth = Arrays.stream(noise).map(x -> x * x * x * x).sum() / n;
      assertThat(mean).isCloseTo(0, within(4 * 0.3 / Math.sqrt(n)));
      assertThat(variance).isCloseTo(0.09, within(4 * 0.09 * Math.sqrt(2 / n)));
      assertThat(fourth / (variance * variance)).isCloseTo(3, within(4 * Math.sqrt(96 / n)));
      assertThat(with.next().images()[0] - without.next().images()[0])
          .isNotEqualTo((float) noise[0]);
    }
  }
}
