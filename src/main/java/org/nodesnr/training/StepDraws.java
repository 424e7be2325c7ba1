package org.nodesnr.training;

import java.util.SplittableRandom;
import org.nodesnr.data.Augmenter;
import org.nodesnr.network.Shape;
import org.nodesnr.random.Streams;

/**
 * What the steps of a run consume, by number instead of by value: for an engine that keeps the
 * samples where it computes. The same draws as those of {@link BatchSource}.
 */
public final class StepDraws {
  /** Numbers that describe a sample of a batch: index, top, left, mirrored. */
  public static final int NUMBERS = 4;

  private final TrainingImages images;
  private final Streams streams;
  private final int batchSize;
  private final BatchSource.Order order;

  StepDraws(TrainingImages images, Streams streams, int batchSize) {
    this.images = images;
    this.streams = streams;
    this.batchSize = batchSize;
    this.order = new BatchSource.Order(images.size(), streams);
  }

  /**
   * @return shape of one sample as the network sees it
   */
  public Shape shape() {
    return images.shape();
  }

  /**
   * @return whether each sample is brought to mean 0 and standard deviation 1, as {@link Augmenter}
   *     does it
   */
  public boolean standardised() {
    return images.standardised();
  }

  /**
   * Draws a batch; fastest step after step.
   *
   * @param step number of updates made before it
   * @param samples modified from {@code at · NUMBERS} on: index among the training samples, and
   *     {@link Augmenter.Cut}, with 1 for mirrored
   * @param labels modified from {@code at} on
   * @param at where the batch begins, in samples
   */
  public void draw(int step, int[] samples, int[] labels, int at) {
    SplittableRandom random = streams.stream(Streams.Purpose.AUGMENTATION, step);
    long position = (long) step * batchSize;
    for (int i = 0; i < batchSize; i++) {
      int sample = order.sample(position + i);
      Augmenter.Cut cut = images.cut(random);
      int to = (at + i) * NUMBERS;
      samples[to] = sample;
      samples[to + 1] = cut.top();
      samples[to + 2] = cut.left();
      samples[to + 3] = cut.mirrored() ? 1 : 0;
      labels[at + i] = images.label(sample);
    }
  }

  /**
   * @param step number of updates made before it
   * @return seed of the stream that the step's dropout masks are drawn from, layer by layer: see
   *     {@link Streams#seed}; a number of 64 bits gives two values, the high half first, of which
   *     those below {@code 2³² p}, rounded, are dropped
   */
  public long maskSeed(int step) {
    return streams.seed(Streams.Purpose.DROPOUT, step);
  }
}
