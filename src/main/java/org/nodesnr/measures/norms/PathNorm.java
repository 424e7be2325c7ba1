package org.nodesnr.measures.norms;

import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/**
 * The sum over paths from input to logits of the product of squared parameters: the sum of the
 * outputs of the network with every parameter squared, for an input of ones (Neyshabur et al.,
 * arXiv 1506.02617). Activations are left out, which for ReLUs changes nothing.
 */
public final class PathNorm {
  private PathNorm() {}

  /**
   * @param structure the network
   * @param theta its parameters, not modified
   * @param biases whether paths that begin at a bias count
   * @return the path norm, squared as it is defined
   */
  public static double of(Structure structure, double[] theta, boolean biases) {
    double[] squares = new double[theta.length];
    for (Step.Linear layer : structure.layers()) {
      int length = biases ? layer.parameters() : layer.weights();
      for (int i = layer.weightsAt(); i < layer.weightsAt() + length; i++) {
        squares[i] = theta[i] * theta[i];
      }
    }
    Structure linear =
        new Structure(
            structure.input(),
            structure.steps().stream().filter(s -> !(s instanceof Step.Activate)).toList());
    double sum = 0;
    try (Landscape landscape = new Landscape(linear, ones(structure), Precision.DOUBLE)) {
      for (double output : landscape.at(squares).logits()) {
        sum += output;
      }
    }
    return sum;
  }

  private static Inputs ones(Structure structure) {
    return new Inputs() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public int label(int i) {
        return 0;
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        for (int j = 0; j < structure.input().size(); j++) {
          out.set(at + j, 1);
        }
      }
    };
  }
}
