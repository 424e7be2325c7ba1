package org.nodesnr.measures.net;

import java.util.Arrays;

/** The deltas of a sample that are not 0, node by node, each node's by place. */
final class ActiveDeltas {
  private final int places;
  private final int[] counts;
  private final int[] place;
  private final float[] delta;

  ActiveDeltas(int places, int nodes) {
    this.places = places;
    this.counts = new int[nodes];
    this.place = new int[places * nodes];
    this.delta = new float[places * nodes];
  }

  /** Without branches, for which values are 0 can't be predicted. */
  void read(float[] deltas, int sample) {
    Arrays.fill(counts, 0);
    int at = sample * places * counts.length;
    for (int p = 0; p < places; p++) {
      for (int node = 0; node < counts.length; node++) {
        float value = deltas[at++];
        int to = node * places + counts[node];
        place[to] = p;
        delta[to] = value;
        counts[node] += some(value);
      }
    }
  }

  /** 0 of 0, else 1. */
  static int some(float value) {
    int bits = Float.floatToRawIntBits(value) << 1;
    return (bits | -bits) >>> 31;
  }

  int count(int node) {
    return counts[node];
  }

  int place(int node, int number) {
    return place[node * places + number];
  }

  float delta(int node, int number) {
    return delta[node * places + number];
  }
}
