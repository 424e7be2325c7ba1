package org.nodesnr.evaluation;

import java.util.Arrays;
import org.nodesnr.network.observed.Positive;

/** Counts in how many samples and places each node of a layer is active. */
final class OutputTally {
  /** Counts of so many values at a time: short loops don't vectorise. */
  private static final int WIDTH = 1024;

  private final float[] batch;
  private final float[] positive;
  private final double[] active;
  private final int places;
  private long observations;

  OutputTally(int nodes, int places) {
    this.batch = new float[nodes * Math.max(1, WIDTH / nodes)];
    this.positive = new float[batch.length];
    this.active = new double[nodes];
    this.places = places;
  }

  /** Takes up to 2²⁴ observations at once. */
  void add(float[] values, int samples) {
    Arrays.fill(batch, 0);
    int length = samples * places * active.length;
    for (int at = 0; at < length; at += batch.length) {
      int n = Math.min(batch.length, length - at);
      System.arraycopy(values, at, positive, 0, n);
      Positive.indicate(positive, n);
      for (int k = 0; k < n; k++) {
        batch[k] += positive[k];
      }
    }
    for (int i = 0; i < batch.length; i++) {
      active[i % active.length] += batch[i];
    }
    observations += (long) samples * places;
  }

  /** Share of observations in which each node is active. */
  double[] rates() {
    return Arrays.stream(active).map(a -> a / observations).toArray();
  }
}
