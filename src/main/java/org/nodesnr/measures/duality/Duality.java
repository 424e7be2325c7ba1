package org.nodesnr.measures.duality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Products;
import org.nodesnr.measures.net.Products.Operand;
import org.nodesnr.measures.net.Reals;
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
    Step.Linear linear = structure.layers().get(layer);
    if (linear.window().places() > 1) {
      throw new IllegalArgumentException("layer " + (layer + 1) + " is no dense layer");
    }
    Inputs first = samples.select(found.samples());
    Inputs second = partners.select(found.nearest());
    Sums sums = new Sums(linear, spectrum.vectors(), precision, first.size());
    try (Pass one = new Pass(structure, precision, first.size());
        Pass other = new Pass(structure, precision, first.size());
        Products products = new Products()) {
      one.parameters(theta);
      other.parameters(theta);
      Softmax ofOne = new Softmax(structure.classes(), one.batch());
      Softmax ofOther = new Softmax(structure.classes(), one.batch());
      for (int at = 0; at < first.size(); at += one.batch()) {
        int count = Math.min(one.batch(), first.size() - at);
        one.forward(first, at, count);
        other.forward(second, at, count);
        ofOne.read(one, first, at);
        ofOther.read(other, second, at);
        sums.add(products, one.sums(layer), other.sums(layer), other.inputs(layer), ofOne, ofOther);
      }
    }
    return sums.duality(found.skipped(), spectrum.values());
  }

  /** Running sums over pairs. */
  private static final class Sums {
    private final Step.Linear layer;
    private final List<Reals> vectors = new ArrayList<>();
    private final Precision precision;
    private final double[] meanChange;
    private final double[] meanSlope;
    private final double[][] along;
    private final double[][] slopes;
    private int pairs;
    private int still;
    private double gap;
    private double partnerLoss;
    private double squares;
    private double slopeSquares;

    Sums(Step.Linear layer, List<double[]> eigenvectors, Precision precision, int most) {
      this.layer = layer;
      this.precision = precision;
      this.meanChange = new double[layer.weights()];
      this.meanSlope = new double[layer.weights()];
      this.along = new double[eigenvectors.size()][most];
      this.slopes = new double[eigenvectors.size()][most];
      for (double[] vector : eigenvectors) {
        Reals copy = precision.zeros(vector.length);
        copy.fill(vector, 0);
        vectors.add(copy);
      }
    }

    void add(Products products, Reals z1, Reals z, Reals a, Softmax losses1, Softmax losses) {
      int count = losses.samples();
      int nodes = layer.nodes();
      int inputs = layer.inputs();
      Reals change = precision.zeros(count * nodes);
      Reals slope = precision.zeros(count * nodes);
      boolean[] used = new boolean[count];
      double[] factor = new double[count];
      for (int s = 0; s < count; s++) {
        double active = 0;
        for (int j = 0; j < inputs; j++) {
          active += a.get(s * inputs + j) * a.get(s * inputs + j);
        }
        used[s] = active > 0;
        if (!used[s]) {
          still++;
          continue;
        }
        double moved = 0;
        for (int i = s * nodes; i < (s + 1) * nodes; i++) {
          double d = z1.get(i) - z.get(i);
          moved += d * d;
          change.set(i, d / active);
        }
        double size = moved / active;
        double rise = losses1.loss(s) - losses.loss(s);
        factor[s] = size == 0 ? 0 : rise / size;
        for (int i = s * nodes; i < (s + 1) * nodes; i++) {
          slope.set(i, change.get(i) * factor[s]);
        }
        gap += rise;
        partnerLoss += losses.loss(s);
        squares += size;
        slopeSquares += factor[s] * factor[s] * size;
      }
      addOuter(products, change, a, count, meanChange);
      addOuter(products, slope, a, count, meanSlope);
      for (int n = 0; n < vectors.size(); n++) {
        project(products, vectors.get(n), change, a, used, factor, n);
      }
      for (boolean u : used) {
        pairs += u ? 1 : 0;
      }
    }

    private void addOuter(Products products, Reals rows, Reals a, int count, double[] sum) {
      Reals outer = precision.zeros(layer.weights());
      products.multiply(
          Operand.of(rows, count, layer.nodes()).transpose(),
          Operand.of(a, count, layer.inputs()),
          Operand.of(outer, layer.nodes(), layer.inputs()),
          false);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += outer.get(i);
      }
    }

    private void project(
        Products products,
        Reals vector,
        Reals change,
        Reals a,
        boolean[] used,
        double[] factor,
        int n) {
      int nodes = layer.nodes();
      Reals seen = precision.zeros(used.length * nodes);
      products.multiply(
          Operand.of(a, used.length, layer.inputs()),
          Operand.of(vector, nodes, layer.inputs()).transpose(),
          Operand.of(seen, used.length, nodes),
          false);
      int to = pairs;
      for (int s = 0; s < used.length; s++) {
        if (used[s]) {
          double sum = 0;
          for (int i = s * nodes; i < (s + 1) * nodes; i++) {
            sum += change.get(i) * seen.get(i);
          }
          along[n][to] = sum;
          slopes[n][to++] = sum * factor[s];
        }
      }
    }

    Duality duality(int skipped, double[] eigenvalues) {
      double k = pairs;
      double means = 0;
      double change2 = 0;
      double slope2 = 0;
      for (int i = 0; i < meanChange.length; i++) {
        means += meanChange[i] / k * (meanSlope[i] / k);
        change2 += meanChange[i] / k * (meanChange[i] / k);
        slope2 += meanSlope[i] / k * (meanSlope[i] / k);
      }
      List<Direction> directions = new ArrayList<>();
      for (int n = 0; n < vectors.size(); n++) {
        directions.add(direction(eigenvalues[n], along[n], slopes[n]));
      }
      return new Duality(
          pairs,
          skipped + still,
          gap / k,
          partnerLoss / k,
          means,
          squares / k,
          Math.sqrt(Math.max(0, squares / k - change2)),
          Math.sqrt(Math.max(0, slopeSquares / k - slope2)),
          directions);
    }

    private Direction direction(double eigenvalue, double[] w, double[] g) {
      double meanW = Arrays.stream(w, 0, pairs).average().orElse(Double.NaN);
      double meanG = Arrays.stream(g, 0, pairs).average().orElse(Double.NaN);
      double ww = 0;
      double gg = 0;
      double wg = 0;
      for (int k = 0; k < pairs; k++) {
        ww += (w[k] - meanW) * (w[k] - meanW) / pairs;
        gg += (g[k] - meanG) * (g[k] - meanG) / pairs;
        wg += (w[k] - meanW) * (g[k] - meanG) / pairs;
      }
      double correlation = ww == 0 || gg == 0 ? 0 : wg / Math.sqrt(ww * gg);
      return new Direction(eigenvalue, Math.sqrt(ww), Math.sqrt(gg), correlation, meanW * meanG);
    }
  }
}
