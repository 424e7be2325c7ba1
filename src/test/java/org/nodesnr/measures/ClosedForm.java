package org.nodesnr.measures;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.nodesnr.measures.curvature.Perturbation;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/** Two networks in closed form, whose measures are known to ten digits. */
record ClosedForm(
    String name,
    Structure structure,
    double[] theta,
    double[] initial,
    Inputs train,
    Inputs test,
    IntUnaryOperator order) {

  private static final int[] DENSE_TRAIN = {0, 2, 2, 1, 1, 0, 0, 0, 1, 1, 1, 1};
  private static final int[] DENSE_TEST = {1, 2, 0, 0, 2, 1, 2, 2, 2, 2, 2, 2};
  private static final int[] CONV_TRAIN = {2, 2, 0, 2, 1, 0, 2, 0, 2, 1, 2, 2};
  private static final int[] CONV_TEST = {0, 0, 2, 2, 1, 2, 0, 2, 0, 2, 1, 1};

  /** A value of a sample. */
  private interface Pixel {
    double at(int sample, int index);
  }

  static List<ClosedForm> both() {
    return List.of(dense(), conv());
  }

  /** 6-5-4-3, ReLU. */
  static ClosedForm dense() {
    return dense(Activation.RELU);
  }

  static ClosedForm dense(Activation activation) {
    Step.Linear one = linear(6, 5, 0);
    Step.Linear two = linear(5, 4, one.parameters());
    Step.Linear three = linear(4, 3, two.weightsAt() + two.parameters());
    Structure structure =
        new Structure(
            Shape.flat(6),
            List.of(
                one,
                new Step.Activate(activation, one.output()),
                two,
                new Step.Activate(activation, two.output()),
                three));
    Pixel pixel = (k, j) -> (37 * k * k + 11 * k * j + 17 * j + 5) % 101 / 101.0;
    return new ClosedForm(
        "dense",
        structure,
        parameters(structure, 2.2, 1, 7, 3, j -> j),
        parameters(structure, 1.6, 2, 5, 2, j -> j),
        inputs(6, 0, DENSE_TRAIN, pixel),
        inputs(6, 40, DENSE_TEST, pixel),
        j -> j);
  }

  /** Two 3 × 3 kernels over 6 × 6, ReLU, 2 × 2 max pool, 3 dense nodes; channels last. */
  static ClosedForm conv() {
    Shape picture = new Shape(6, 6, 1);
    Window kernel = new Window(picture, 3, 3, 1, 1, 1, 1, 6, 6);
    Step.Linear one = new Step.Linear(kernel, 2, 0);
    Window square = new Window(one.output(), 2, 2, 2, 2, 0, 0, 3, 3);
    Step.Linear two = linear(18, 3, one.parameters());
    Structure structure =
        new Structure(
            picture,
            List.of(
                one,
                new Step.Activate(Activation.RELU, one.output()),
                new Step.Pool(square, Layer.Pool.MAX),
                two));
    Pixel pixel =
        (k, i) -> {
          int r = i / 6;
          int c = i % 6;
          return (29 * k * k + 13 * k * r + 7 * c * (k + 1) + 5 * r * c + 3) % 97 / 97.0;
        };
    return new ClosedForm(
        "conv",
        structure,
        parameters(structure, 2.4, 1, 7, 3, ClosedForm::mapsFirst),
        parameters(structure, 1.6, 2, 5, 2, ClosedForm::mapsFirst),
        inputs(36, 0, CONV_TRAIN, pixel),
        inputs(36, 40, CONV_TEST, pixel),
        j -> j < 20 || j >= 74 ? j : 20 + (j - 20) / 18 * 18 + mapsFirst((j - 20) % 18));
  }

  /** Column 9 · map + place of the closed form, of the value that is here 2 · place + map. */
  private static int mapsFirst(int column) {
    return 9 * (column % 2) + column / 2;
  }

  /** Stand-ins for draws from N(0, 1), in the order of the closed form. */
  Perturbation.Draws draws() {
    int n = theta.length;
    return (draw, to) -> {
      for (int j = 0; j < n; j++) {
        double turns = (draw * (double) n + order.applyAsInt(j) + 1) * 0.6180339887498949;
        to[j] = Math.sqrt(3) * (2 * (turns - Math.floor(turns)) - 1);
      }
    };
  }

  /** A dense layer. */
  static Step.Linear linear(int inputs, int nodes, int at) {
    return new Step.Linear(new Window(Shape.flat(inputs), 1, 1, 1, 1, 0, 0, 1, 1), nodes, at);
  }

  private static double[] parameters(
      Structure structure, double factor, int shift, int row, int column, IntUnaryOperator flat) {
    double[] theta = new double[structure.parameters()];
    for (int l = 1; l <= structure.layers().size(); l++) {
      Step.Linear layer = structure.layers().get(l - 1);
      for (int i = 0; i < layer.nodes(); i++) {
        for (int at = 0; at < layer.inputs(); at++) {
          int j = layer.inputs() == 18 ? flat.applyAsInt(at) : at;
          theta[layer.weightsAt() + i * layer.inputs() + at] =
              factor
                  * Math.sin(shift + l + row * i + column * j + i * j)
                  / Math.sqrt(layer.inputs());
        }
        theta[layer.biasAt() + i] = 0.1 * Math.cos(l + 2 * i);
      }
    }
    return theta;
  }

  private static Inputs inputs(int size, int from, int[] labels, Pixel pixel) {
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
        for (int j = 0; j < size; j++) {
          out.set(at + j, pixel.at(from + i, j));
        }
      }
    };
  }
}
