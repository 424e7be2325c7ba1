package org.nodesnr.measures.norms;

import org.nodesnr.measures.net.LinearMap;
import org.nodesnr.measures.net.Step;
import org.nodesnr.network.Window;

/**
 * The largest singular value of a convolution as an operator from picture to picture. The reshaped
 * kernel's, which {@link Norms} takes, is another number: the three differ by factors.
 */
public final class ConvolutionNorm {
  private ConvolutionNorm() {}

  /**
   * With zeros around the picture, as the layer computes it.
   *
   * @param layer the layer
   * @param theta its network's parameters, not modified
   * @return s₁ of the operator
   */
  public static double zeroPadded(Step.Linear layer, double[] theta) {
    LinearMap map = new LinearMap(layer, theta);
    return SpectralNorm.of(v -> map.transposed(map.apply(v)), layer.window().input().size());
  }

  /**
   * With the picture going on around its edges (Sedghi et al., arXiv 1805.10408): the largest over
   * frequencies of the kernel's Fourier transform.
   *
   * @param layer a layer of stride 1
   * @param theta its network's parameters, not modified
   * @return s₁ of the operator
   */
  public static double circular(Step.Linear layer, double[] theta) {
    Window w = layer.window();
    double largest = 0;
    for (int u = 0; u < w.input().height(); u++) {
      for (int v = 0; v < w.input().width(); v++) {
        double[] matrix = transform(layer, theta, u, v);
        int rows = 2 * layer.nodes();
        int columns = 2 * w.input().channels();
        largest = Math.max(largest, SpectralNorm.of(matrix, 0, rows, columns));
      }
    }
    return largest;
  }

  /** nodes × channels complex, as twice the rows and columns of real numbers. */
  private static double[] transform(Step.Linear layer, double[] theta, int u, int v) {
    Window w = layer.window();
    int channels = w.input().channels();
    int nodes = layer.nodes();
    double[] matrix = new double[4 * nodes * channels];
    for (int y = 0; y < w.height(); y++) {
      for (int x = 0; x < w.width(); x++) {
        double turns = (double) u * y / w.input().height() + (double) v * x / w.input().width();
        double cosine = Math.cos(2 * Math.PI * turns);
        double sine = Math.sin(2 * Math.PI * turns);
        for (int i = 0; i < nodes; i++) {
          for (int c = 0; c < channels; c++) {
            int at = layer.weightsAt() + i * layer.inputs() + (y * w.width() + x) * channels + c;
            matrix[i * 2 * channels + c] += theta[at] * cosine;
            matrix[i * 2 * channels + channels + c] -= theta[at] * sine;
            matrix[(nodes + i) * 2 * channels + c] += theta[at] * sine;
            matrix[(nodes + i) * 2 * channels + channels + c] += theta[at] * cosine;
          }
        }
      }
    }
    return matrix;
  }
}
