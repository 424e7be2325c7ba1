package org.nodesnr.measures.duality;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Products;
import org.nodesnr.measures.net.Softmax;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/**
 * The activity-weight duality of a dense layer (Feng and Tu, arXiv 2203.10736). A sample x' with
 * activity a' and sums z' acts on what follows as its partner x, with a and z, does at weights W +
 * Δw, Δw = (z' − z) aᵀ/‖a‖². K pairs give K such changes of the weights, and slopes g = Δℓ Δw/‖Δw‖²
 * with Δℓ = ℓ(x') − ℓ(x).
 *
 * <p>The mean of Δℓ is an identity that reads the labels of x': it predicts nothing.
 *
 * @param pairs K
 * @param skipped samples without partner, or whose partner has no activity
 * @param pairedGap mean of Δℓ
 * @param partnerLoss mean of ℓ(x)
 * @param gapOfMeans mean Δw · mean g
 * @param meanSquare mean ‖Δw‖²
 * @param dualSize √tr Cov(Δw), divisor K
 * @param dualSlope √tr Cov(g)
 * @param directions along eigenvectors of the layer's Hessian, as many as were given
 */
public record Duality(
    int pairs,
    int skipped,
    double pairedGap,
    double partnerLoss,
    double gapOfMeans,
    double meanSquare,
    double dualSize,
    double dualSlope,
    List<Direction> directions) {

  /**
   * Along one eigenvector V of the layer's Hessian block, weights only.
   *
   * @param eigenvalue λ
   * @param sigmaW standard deviation of V·Δw, divisor K
   * @param sigmaG standard deviation of V·g
   * @param correlation of the two; 0 where one does not vary
   * @param meanProduct product of the two means
   */
  public record Direction(
      double eigenvalue, double sigmaW, double sigmaG, double correlation, double meanProduct) {}

  /** Copies the list. */
  public Duality {
    directions = List.copyOf(directions);
  }

  /** The part of the gap that is in covariances: Σ_n c_n σ_w,n σ_g,n over a whole basis. */
  public double gapOfCovariances() {
    return pairedGap - gapOfMeans;
  }

  /**
   * @param count how many directions
   * @return √Σ λ_n² σ²_w,n over the first so many
   */
  public double sharpSize(int count) {
    double sum = 0;
    for (Direction d : directions.subList(0, Math.min(count, directions.size()))) {
      sum += d.eigenvalue() * d.eigenvalue() * d.sigmaW() * d.sigmaW();
    }
    return directions.isEmpty() ? Double.NaN : Math.sqrt(sum);
  }

  /**
   * @param structure the network
   * @param theta its parameters, not modified
   * @param layer number of a dense layer, from 0
   * @param samples x'
   * @param partners among which x are
   * @param found which belong together
   * @param spectrum of the layer's block, weights only; may hold no vectors
   * @param precision of matrix products
   * @return the duality
   * @throws IllegalArgumentException when the layer is a convolution
   */
  public static Duality of(
      Structure structure,
      double[] theta,
      int layer,
      Inputs samples,
      Inputs partners,
      NearestPairs found,
      Lanczos.Spectrum spectrum,
      Precision precision) {
    return of(structure, theta, Map.of(layer, spectrum), samples, partners, found, precision)
        .get(layer);
  }

  /**
   * Of several layers, whose passes are made together.
   *
   * @param structure the network
   * @param theta its parameters, not modified
   * @param layers numbers of dense layers, from 0, with spectra of their blocks, weights only;
   *     these may hold no vectors
   * @param samples x'
   * @param partners among which x are
   * @param found which belong together
   * @param precision of matrix products
   * @return the duality of each layer
   * @throws IllegalArgumentException when a layer is a convolution
   */
  public static Map<Integer, Duality> of(
      Structure structure,
      double[] theta,
      Map<Integer, Lanczos.Spectrum> layers,
      Inputs samples,
      Inputs partners,
      NearestPairs found,
      Precision precision) {
    Map<Integer, DualitySums> sums = new TreeMap<>();
    layers.forEach(
        (l, spectrum) -> {
          Step.Linear linear = structure.layers().get(l);
          if (linear.window().places() > 1) {
            throw new IllegalArgumentException("layer " + (l + 1) + " is no dense layer");
          }
          sums.put(l, new DualitySums(linear, spectrum, precision, found.samples().length));
        });
    NearestPairs ordered = found.byPartner();
    Inputs first = samples.select(ordered.samples());
    try (Pass one = new Pass(structure, precision, first.size());
        Pass other = new Pass(structure, precision, first.size());
        Products products = new Products()) {
      one.parameters(theta);
      other.parameters(theta);
      Softmax ofOne = new Softmax(structure.classes(), one.batch());
      Softmax ofOther = new Softmax(structure.classes(), one.batch());
      for (int at = 0; at < first.size(); at += one.batch()) {
        int count = Math.min(one.batch(), first.size() - at);
        int[] nearest = Arrays.copyOfRange(ordered.nearest(), at, at + count);
        int[] distinct = Arrays.stream(nearest).distinct().toArray();
        Inputs second = partners.select(distinct);
        one.forward(first, at, count);
        other.forward(second, 0, distinct.length);
        ofOne.read(one, first, at);
        ofOther.read(other, second, 0);
        int[] rows = Arrays.stream(nearest).map(i -> Arrays.binarySearch(distinct, i)).toArray();
        sums.forEach(
            (l, sum) ->
                sum.add(
                    products,
                    new DualitySums.Batch(
                        one.sums(l), ofOne, other.sums(l), other.inputs(l), ofOther, rows)));
      }
    }
    Map<Integer, Duality> dualities = new TreeMap<>();
    sums.forEach((l, sum) -> dualities.put(l, sum.duality(found.skipped())));
    return dualities;
  }
}
