package org.nodesnr.api;

import java.util.Locale;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;

/** Samples in one array, sample after sample, each in the order of {@link Shape}. */
final class ArraySamples implements Samples {
  private static final int FEWEST = 2;

  private final Shape shape;
  private final float[] values;
  private final int[] labels;

  /**
   * @param shape of one sample
   * @param values kept; checked to be finite
   * @param labels kept; the class of each sample, from 0; null for none
   */
  ArraySamples(Shape shape, float[] values, int[] labels) {
    this.shape = shape;
    this.values = values;
    this.labels = labels;
    if (size() < FEWEST) {
      throw new IllegalArgumentException(
          "inputs of " + size() + " samples: covariances need at least " + FEWEST);
    }
    for (int k = 0; k < values.length; k++) {
      if (!Float.isFinite(values[k])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "input %d of sample %d is %s in single precision: inputs must be finite",
                k % shape.size(),
                k / shape.size(),
                values[k]));
      }
    }
  }

  @Override
  public int size() {
    return values.length / shape.size();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public boolean labelled() {
    return labels != null;
  }

  @Override
  public int label(int i) {
    return labels[i];
  }

  @Override
  public void copyTo(int i, float[] out, int offset) {
    System.arraycopy(values, i * shape.size(), out, offset, shape.size());
  }
}
