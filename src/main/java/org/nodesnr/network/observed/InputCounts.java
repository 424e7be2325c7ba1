package org.nodesnr.network.observed;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.Window;

/**
 * Counts in how many observations each input of a layer is above a level of its own. Padding zeros
 * are observations like any other; NaN makes the count of its input NaN.
 */
public final class InputCounts implements AutoCloseable {
  private final Window window;
  private final ObservationBlocks blocks;
  private final float[] levels;
  private final float[] block;
  private final float[] above;
  private final float[] sum;
  private final double[] counts;
  private long waiting;

  /**
   * @param window what the nodes of the layer see of its input
   * @param levels of each input; not modified
   */
  public InputCounts(Window window, double[] levels) {
    int inputs = window.inputs();
    this.window = window;
    this.levels = new float[inputs];
    for (int j = 0; j < inputs; j++) {
      this.levels[j] = notAbove(levels[j]);
    }
    this.blocks =
        new ObservationBlocks(window, new float[window.input().channels()], 0, this::count);
    this.block = new float[inputs * blocks.capacity()];
    this.above = new float[inputs];
    this.sum = new float[inputs];
    this.counts = new double[inputs];
  }

  /** The greatest float that is not above a level: floats above it are above the level. */
  private static float notAbove(double level) {
    float nearest = (float) level;
    return nearest > level ? Math.nextDown(nearest) : nearest;
  }

  /**
   * Adds samples.
   *
   * @param values the layer's input, sample after sample; not modified
   * @param samples how many
   */
  public void add(float[] values, int samples) {
    waiting += (long) samples * window.places();
    blocks.add(values, null, samples);
  }

  private void count(INDArray x, INDArray none) {
    int inputs = levels.length;
    int observations = (int) Math.min(blocks.capacity(), waiting);
    HostFloats.read(x, 0, block, observations * inputs);
    Arrays.fill(sum, 0f);
    for (int o = 0; o < observations; o++) {
      System.arraycopy(block, o * inputs, above, 0, inputs);
      for (int j = 0; j < inputs; j++) {
        above[j] -= levels[j];
      }
      Positive.indicate(above, inputs);
      for (int j = 0; j < inputs; j++) {
        sum[j] += above[j];
      }
    }
    for (int j = 0; j < inputs; j++) {
      counts[j] += sum[j];
    }
    waiting -= observations;
  }

  /**
   * @return the number of observations in which each input is above its level, after the last one
   */
  public double[] counts() {
    blocks.finish();
    return counts;
  }

  @Override
  public void close() {
    blocks.close();
  }
}
