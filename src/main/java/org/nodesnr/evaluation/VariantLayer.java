package org.nodesnr.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.network.observed.LayerInputs;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.spec.Variant;
import org.nodesnr.spec.Variant.InputScaling;

/**
 * A layer as a {@link Variant} sees it.
 *
 * <p>The weighted input of node i is what it is in the network, {@code r_i = Σ_j w_ij x_j}, with
 * weights centred over the nodes of a softmax layer if so chosen (C, equation 18). What is divided
 * by {@code m_j} is the input with which it covaries (B.1): {@code c_ij = cov(x_j / m_j, r_i) /
 * a_j}. The weights beside c in S and G are {@code w_ij}, or {@code w_ij m_j} if rescaled. Quiet
 * inputs are left out of w and c.
 *
 * <p>An input that can't be scaled, because {@code m_j} would not be positive, is left as it is. No
 * input is quiet in a layer whose largest maximum is not positive.
 */
final class VariantLayer {
  private final Variant variant;
  private final LayerWeights weights;
  private final LayerInputs inputs;
  private final NodeCovariances covariances;
  private final boolean centred;
  private final double[] centre;
  private final double[] divisor;
  private final double[] a;
  private final boolean[] quiet;

  /**
   * @param variant how S and G are computed
   * @param gathered of the layer
   * @param largest the largest maximum of any input of the layer
   */
  VariantLayer(Variant variant, Gathered gathered, float largest) {
    this.variant = variant;
    this.weights = gathered.weights();
    this.inputs = gathered.inputs();
    this.covariances = gathered.covariances();
    int n = inputs.count();
    double[] active = variant.countsCentred() ? gathered.aboveMean() : inputs.activity();
    this.centred = weights.softmax() && variant.softmaxCentring();
    this.centre = centred ? weights.centre() : new double[n];
    this.divisor = new double[n];
    this.a = new double[n];
    this.quiet = new boolean[n];
    double threshold = variant.quietInputThreshold();
    for (int j = 0; j < n; j++) {
      divisor[j] = divisor(variant.inputScaling(), inputs.max()[j]);
      a[j] = (active[j] + variant.countGuard()) / inputs.observations();
      quiet[j] = threshold > 0 && largest > 0 && inputs.max()[j] < threshold * largest;
    }
  }

  private static double divisor(InputScaling scaling, double max) {
    double divisor =
        switch (scaling) {
          case NONE -> 1;
          case MAX -> max;
          case MAX_PLUS_MILLI -> max + 0.001;
        };
    return divisor > 0 ? divisor : 1;
  }

  /** Number of inputs that are left out. */
  int quietInputs() {
    int count = 0;
    for (boolean q : quiet) {
      count += q ? 1 : 0;
    }
    return count;
  }

  /** S and G of a node. */
  NodeSnr node(int i) {
    Vectors vectors = vectors(i);
    return NodeSnr.of(vectors.w(), vectors.c(), variant.normGuard());
  }

  /** w and c of a node, 0 at quiet inputs. */
  private record Vectors(double[] w, double[] c) {}

  private Vectors vectors(int i) {
    int n = quiet.length;
    double[] w = new double[n];
    double[] covariance = new double[n];
    for (int j = 0; j < n; j++) {
      if (!quiet[j]) {
        double weight = weights.raw()[i * n + j] - centre[j];
        w[j] = variant.rescaleWeights() ? weight * divisor[j] : weight;
        covariance[j] = inputs.constant()[j] ? 0 : covariances.of(i, j, centred) / divisor[j];
      }
    }
    return new Vectors(w, NodeSnr.weightedCovariance(covariance, a));
  }

  /** c of a node, 0 at quiet inputs. */
  double[] covariances(int i) {
    return vectors(i).c();
  }

  /** w and c of a node at the inputs that are not quiet. */
  List<NodeVectors.Input> kept(int i) {
    Vectors vectors = vectors(i);
    return IntStream.range(0, quiet.length)
        .filter(j -> !quiet[j])
        .mapToObj(j -> new NodeVectors.Input(j, vectors.w()[j], vectors.c()[j]))
        .toList();
  }
}
