package org.nodesnr.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Which buffer holds each value of a graph: a buffer is used again once the last step that takes
 * its value is done.
 *
 * @param slots number of each value's buffer
 * @param sizes how many numbers of one sample each buffer must hold
 */
record ValuePlan(int[] slots, int[] sizes) {

  /**
   * @param steps of a graph
   * @param shapes of its values
   * @param kept values that stay until the end of a step that does not take them, by that step's
   *     number from 0
   * @return the plan
   */
  static ValuePlan of(List<Graph.Step> steps, List<Shape> shapes, Map<Integer, Integer> kept) {
    int[] lastUse = new int[shapes.size()];
    for (int k = 0; k < steps.size(); k++) {
      lastUse[k + 1] = k;
      for (int value : steps.get(k).inputs()) {
        lastUse[value] = k;
      }
      if (kept.containsKey(k)) {
        lastUse[kept.get(k)] = k;
      }
    }
    int[] slots = new int[shapes.size()];
    List<Integer> sizes = new ArrayList<>();
    List<Integer> free = new ArrayList<>();
    slots[0] = take(shapes.get(0).size(), sizes, free);
    for (int k = 0; k < steps.size(); k++) {
      slots[k + 1] = take(shapes.get(k + 1).size(), sizes, free);
      for (int value = 0; value <= k + 1; value++) {
        if (lastUse[value] == k) {
          free.add(slots[value]);
        }
      }
    }
    return new ValuePlan(slots, sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The smallest free buffer that is large enough, else the largest, enlarged, else a new one. */
  private static int take(int size, List<Integer> sizes, List<Integer> free) {
    int best = -1;
    for (int slot : free) {
      boolean fits = sizes.get(slot) >= size;
      boolean better =
          best < 0
              || (fits
                  ? sizes.get(best) < size || sizes.get(slot) < sizes.get(best)
                  : sizes.get(best) < size && sizes.get(slot) > sizes.get(best));
      best = better ? slot : best;
    }
    if (best < 0) {
      sizes.add(size);
      return sizes.size() - 1;
    }
    free.remove((Integer) best);
    sizes.set(best, Math.max(size, sizes.get(best)));
    return best;
  }

  /** Numbers of one sample in all buffers together. */
  long total() {
    return Arrays.stream(sizes).asLongStream().sum();
  }
}
