package org.nodesnr.gpu;

import java.util.Arrays;
import java.util.List;
import org.nodesnr.training.StepDraws;

/** What the next step of each network of a population consumes. */
final class StepBatch {
  private final List<StepDraws> draws;
  private final int batch;
  private final int[] samples;
  private final int[] labels;
  private final long[] seeds;
  private final int[] drawn;

  /**
   * @param draws of each network
   * @param batch samples in a batch
   */
  StepBatch(List<StepDraws> draws, int batch) {
    this.draws = draws;
    this.batch = batch;
    this.samples = new int[draws.size() * batch * StepDraws.NUMBERS];
    this.labels = new int[draws.size() * batch];
    this.seeds = new long[draws.size()];
    this.drawn = new int[draws.size()];
    Arrays.fill(drawn, -1);
  }

  /** Draws a network's step, unless that has been done already. */
  void draw(int network, int step) {
    if (drawn[network] != step) {
      draws.get(network).draw(step, samples, labels, network * batch);
      seeds[network] = draws.get(network).maskSeed(step);
      drawn[network] = step;
    }
  }

  int[] samples() {
    return samples;
  }

  int[] labels() {
    return labels;
  }

  long[] seeds() {
    return seeds;
  }
}
