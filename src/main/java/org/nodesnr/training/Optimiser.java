package org.nodesnr.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes updates of gradients: {@code w ← w − Δ(g)}. An object belongs to one run and owns what its
 * rule remembers of earlier steps, which is saved and restored with the run.
 */
abstract class Optimiser {
  private final int memories;
  private final float initial;
  private final List<float[][]> state = new ArrayList<>();

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
    float[][] memory = new float[memories][size];
    for (float[] values : memory) {
      Arrays.fill(values, initial);
    }
    state.add(memory);
  }

  /**
   * @return what is remembered, to be saved or overwritten: for each array in turn each memory, in
   *     the order of the parameters
   */
  final List<float[]> state() {
    return state.stream().flatMap(Arrays::stream).toList();
  }

  /**
   * @param array number of an array, from 0
   * @return what is remembered of it, a row for each memory
   */
  final float[][] memory(int array) {
    return state.get(array);
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
   * @param w modified: parameters, in the first places
   * @param g their gradients; may be modified
   * @param count how many
   * @param memory modified: what is remembered of the whole array, a row for each memory
   * @param from where the stretch begins in it
   */
  abstract void update(float[] w, float[] g, int count, float[][] memory, int from);
}
