package org.nodesnr.evaluation;

import java.util.Random;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;

/** Samples from arrays. */
record ArraySamples(Shape shape, float[][] values, int[] labels) implements Samples {
  static ArraySamples random(Shape shape, int count, int classes, long seed) {
    Random random = new Random(seed);
    float[][] values = new float[count][shape.size()];
    int[] labels = new int[count];
    for (int s = 0; s < count; s++) {
      labels[s] = random.nextInt(classes);
      for (int k = 0; k < shape.size(); k++) {
        values[s][k] = random.nextInt(3) == 0 ? 0 : random.nextFloat() + 0.3f * labels[s];
      }
    }
    return new ArraySamples(shape, values, labels);
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public int label(int i) {
    return labels[i];
  }

  @Override
  public void copyTo(int i, float[] out, int offset) {
    System.arraycopy(values[i], 0, out, offset, values[i].length);
  }
}
