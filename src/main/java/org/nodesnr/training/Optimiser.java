package org.nodesnr.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes updates of gradients: {@code w ← w − Δ(g)}. An object belongs to one run and owns what its
 * rule remembers of earlier steps, which is saved and restored with the run.
 */
abstract class Optimiser {
  /**
   * Arrays are gone over in stretches of so many parameters, the last one shorter. What is
   * remembered lies in arrays of a stretch each, for the JIT compiler vectorises loops that read
   * all their arrays at the same index, and no others: 8 times as fast.
   */
  static final int STRETCH = 1 << 12;

  private final int memories;
  private final float initial;
  private final List<Memory> arrays = new ArrayList<>();

  /** What is remembered of one array: for each stretch a row for each memory. */
  private record Memory(int size, float[][][] stretches) {}

  /**
   * @param memories how many numbers the rule remembers for each parameter
   * @param initial what they are before the first step
   */
  Optimiser(int memories, double initial) {
    this.memories = memories;
    this.initial = (float) initial;
  }

  /**
   * Makes room for what is remembered of one more array.
   *
   * @param size number of parameters
   */
  final void add(int size) {
    float[][][] stretches = new float[(size + STRETCH - 1) / STRETCH][memories][];
    for (int s = 0; s < stretches.length; s++) {
      for (int k = 0; k < memories; k++) {
        stretches[s][k] = new float[Math.min(STRETCH, size - s * STRETCH)];
        Arrays.fill(stretches[s][k], initial);
      }
    }
    arrays.add(new Memory(size, stretches));
  }

  /**
   * @return a copy of what is remembered: for each array in turn each memory, in the order of the
   *     parameters
   */
  final List<float[]> state() {
    List<float[]> state = new ArrayList<>();
    for (Memory memory : arrays) {
      for (int k = 0; k < memories; k++) {
        float[] whole = new float[memory.size()];
        for (int s = 0; s < memory.stretches().length; s++) {
          float[] some = memory.stretches()[s][k];
          System.arraycopy(some, 0, whole, s * STRETCH, some.length);
        }
        state.add(whole);
      }
    }
    return state;
  }

  /**
   * @param state what {@link #state} gave; not modified
   */
  final void restore(List<float[]> state) {
    for (int a = 0; a < arrays.size(); a++) {
      for (int k = 0; k < memories; k++) {
        float[] whole = state.get(a * memories + k);
        float[][][] stretches = arrays.get(a).stretches();
        for (int s = 0; s < stretches.length; s++) {
          System.arraycopy(whole, s * STRETCH, stretches[s][k], 0, stretches[s][k].length);
        }
      }
    }
  }

  /**
   * Begins a step.
   *
   * @param learningRate ε of this step
   * @param step number of this step, from 1 on
   */
  abstract void begin(double learningRate, int step);

  /**
   * Updates a stretch of an array.
   *
   * @param array number of the array, from 0
   * @param stretch number of the stretch, from 0
   * @param w modified: parameters, in the first places
   * @param g their gradients; may be modified
   * @param count how many
   */
  final void update(int array, int stretch, float[] w, float[] g, int count) {
    update(w, g, count, arrays.get(array).stretches()[stretch]);
  }

  /**
   * Updates a stretch of an array.
   *
   * @param w modified: parameters, in the first places
   * @param g their gradients; may be modified
   * @param count how many
   * @param memory modified: what is remembered of them, a row for each memory
   */
  abstract void update(float[] w, float[] g, int count, float[][] memory);
}
