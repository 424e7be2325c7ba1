package org.nodesnr.measures.curvature;

import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Softmax;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.measures.net.SumOfSquares;

/**
 * The block of the Hessian of a convolution with few weights, as a matrix: {@code (1/n) Σ_i Σ_k
 * p_ik g_ik g_ikᵀ} with g_ik the gradient of ℓ(x_i, k) with respect to these weights. That is the
 * Gauss-Newton block, for {@code Σ_k p_k (e_k − p)(e_k − p)ᵀ = diag p − p pᵀ}, and the Hessian's
 * where activations are ReLUs. It takes as many backward passes as there are classes, where each
 * product without it takes the tangent through all layers behind and a backward pass.
 *
 * <p>In single precision.
 */
final class BlockMatrix implements AutoCloseable {
  /** Products that ten eigenvalues take: 20 to 36 in layers of trained networks. */
  private static final int PRODUCTS = 30;

  private static final int LEAST_SAMPLES = 100;

  private final SumOfSquares sum;
  private final int samples;

  /**
   * @param landscape at the parameters that are meant
   * @param layer number of a convolution, from 0
   */
  BlockMatrix(Landscape landscape, int layer) {
    Structure structure = landscape.structure();
    sum = new SumOfSquares(structure.layers().get(layer).weights());
    samples = landscape.inputs().size();
    float[] gradient = new float[structure.layers().get(layer).weights()];
    landscape.forward(
        (pass, softmax, first) -> {
          for (int k = 0; k < structure.classes(); k++) {
            int label = k;
            softmax.deltas(s -> label, pass.logitDeltas());
            pass.backward();
            add(pass, softmax, layer, label, gradient);
          }
        });
  }

  private void add(Pass pass, Softmax softmax, int layer, int label, float[] gradient) {
    for (int s = 0; s < pass.samples(); s++) {
      pass.gradientOf(
          layer,
          s,
          (number, values) -> {
            float[] piece = ((Reals.Floats) values).values();
            System.arraycopy(piece, 0, gradient, number * piece.length, piece.length);
          });
      sum.add(gradient, (float) Math.sqrt(softmax.p(s, label)));
    }
  }

  /**
   * Whether this is how to have eigenvalues.
   *
   * @param landscape in single precision, or it is not
   * @param layer number of a layer, from 0
   */
  static boolean suits(Landscape landscape, int layer) {
    Structure structure = landscape.structure();
    return landscape.single()
        && landscape.inputs().size() >= LEAST_SAMPLES
        && pays(structure, layer);
  }

  private static boolean pays(Structure structure, int layer) {
    return structure.piecewiseLinear()
        && structure.layers().get(layer).window().places() > 1
        && ofMatrix(structure, layer) < ofProducts(structure, layer);
  }

  /**
   * Floating-point operations for each sample of ten eigenvalues of a layer's block.
   *
   * @param structure a network
   * @param layer number of the layer, from 0
   */
  static double work(Structure structure, int layer) {
    return pays(structure, layer) ? ofMatrix(structure, layer) : ofProducts(structure, layer);
  }

  private static double ofMatrix(Structure structure, int layer) {
    double weights = structure.layers().get(layer).weights();
    return structure.classes() * (fromLayer(structure, layer) + weights * weights);
  }

  private static double ofProducts(Structure structure, int layer) {
    return PRODUCTS * 2 * fromLayer(structure, layer);
  }

  private static double fromLayer(Structure structure, int layer) {
    return structure.layers().stream().skip(layer).mapToDouble(BlockMatrix::work).sum();
  }

  /** Of one sample's weighted sums. */
  private static double work(Step.Linear layer) {
    return 2.0 * layer.weights() * layer.window().places();
  }

  double[] times(double[] v) {
    double[] product = sum.times(v);
    for (int j = 0; j < product.length; j++) {
      product[j] /= samples;
    }
    return product;
  }

  @Override
  public void close() {
    sum.close();
  }
}
