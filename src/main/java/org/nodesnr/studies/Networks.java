package org.nodesnr.studies;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/** Small dense networks, and labels of chance. */
final class Networks {
  private Networks() {}

  /**
   * @param activation of the hidden layers
   * @param sizes of the input, the hidden layers and the output
   * @return a dense network
   */
  static Structure dense(Activation activation, int... sizes) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    for (int l = 1; l < sizes.length; l++) {
      Window all = new Window(Shape.flat(sizes[l - 1]), 1, 1, 1, 1, 0, 0, 1, 1);
      Step.Linear linear = new Step.Linear(all, sizes[l], at);
      steps.add(linear);
      at += linear.parameters();
      if (l < sizes.length - 1) {
        steps.add(new Step.Activate(activation, linear.output()));
      }
    }
    return new Structure(Shape.flat(sizes[0]), steps);
  }

  /**
   * @param structure a network
   * @param gain g
   * @param seed of the draws
   * @return normal weights of standard deviation √(g / inputs), biases 0
   */
  static double[] normal(Structure structure, double gain, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] theta = new double[structure.parameters()];
    for (Step.Linear layer : structure.layers()) {
      double deviation = Math.sqrt(gain / layer.inputs());
      for (int i = 0; i < layer.weights(); i++) {
        theta[layer.weightsAt() + i] = deviation * random.nextGaussian();
      }
    }
    return theta;
  }

  /**
   * @param inputs samples
   * @param size values of one
   * @param noise probability with which a label is drawn anew from all ten classes
   * @param random draws
   * @return the samples in memory, with such labels
   */
  static Inputs kept(Inputs inputs, int size, double noise, SplittableRandom random) {
    float[] values = new float[inputs.size() * size];
    int[] labels = new int[inputs.size()];
    Reals.Floats all = new Reals.Floats(values);
    for (int i = 0; i < labels.length; i++) {
      inputs.copyTo(i, all, i * size);
      boolean anew = random.nextDouble() < noise;
      labels[i] = anew ? random.nextInt(10) : inputs.label(i);
    }
    return new Inputs() {
      @Override
      public int size() {
        return labels.length;
      }

      @Override
      public int label(int i) {
        return labels[i];
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        if (out instanceof Reals.Floats floats) {
          System.arraycopy(values, i * size, floats.values(), at, size);
          return;
        }
        for (int j = 0; j < size; j++) {
          out.set(at + j, values[i * size + j]);
        }
      }
    };
  }

  /** The Euclidean norm. */
  static double norm(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  /** ‖a − b‖. */
  static double apart(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
