package org.nodesnr.results;

import java.util.List;

/**
 * The measurements of a network after a number of updates.
 *
 * @param step number of updates
 * @param train on the first {@link Score#samples()} training samples, without augmentation or
 *     dropout
 * @param test on the test samples
 * @param layers S and G of each layer, from the input on; empty where only the scores were measured
 */
public record Checkpoint(int step, Score train, Score test, List<LayerFigures> layers) {
  /** Copies the list. */
  public Checkpoint {
    layers = List.copyOf(layers);
  }

  /**
   * How well a network does on some samples.
   *
   * @param accuracy share of the samples that are classified correctly
   * @param loss mean cross-entropy in nats, without the L2 term
   * @param samples number of samples
   */
  public record Score(double accuracy, double loss, int samples) {}
}
