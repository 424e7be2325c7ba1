package org.nodesnr.evaluation;

import java.util.Arrays;

/** Counts in how many samples and places each node of a layer is active. */
final class OutputTally {
  private final float[] batch;
  private final double[] active;
  private final int places;
  private long observations;

  OutputTally(int nodes, int places) {
    this.batch = new float[nodes];
    this.active = new double[nodes];
    this.places = places;
  }

  /** Takes up to 2²⁴ observations at once. */
  void add(float[] values, int samples) {
    Arrays.fill(batch, 0);
    int length = samples * places * batch.length;
    for (int at = 0; at < length; at += batch.length) {
      Positive.count(values, at, batch);
    }
    for (int i = 0; i < batch.length; i++) {
      active[i] += batch[i];
    }
    observations += (long) samples * places;
  }

  /** Share of observations in which each node is active. */
  double[] rates() {
    return Arrays.stream(active).map(a -> a / observations).toArray();
  }
}
