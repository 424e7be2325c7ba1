package org.nodesnr.measures.duality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Products;
import org.nodesnr.measures.net.Products.Operand;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Softmax;
import org.nodesnr.measures.net.Step;

/** Running sums over pairs, for one dense layer. */
final class DualitySums {
  private final Step.Linear layer;
  private final double[] eigenvalues;
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

  /**
   * @param layer the layer
   * @param spectrum of its block, weights only; may hold no vectors
   * @param precision of matrix products
   * @param most how many pairs there are at most
   */
  DualitySums(Step.Linear layer, Lanczos.Spectrum spectrum, Precision precision, int most) {
    List<double[]> eigenvectors = spectrum.vectors();
    this.layer = layer;
    this.eigenvalues = spectrum.values();
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

  /**
   * Some pairs.
   *
   * @param z1 weighted sums z' of the layer, pair after pair
   * @param losses1 of the same samples
   * @param z weighted sums of partners, each once
   * @param a what the layer sees of partners
   * @param losses of partners
   * @param partner of each pair, its row among the partners
   */
  record Batch(Reals z1, Softmax losses1, Reals z, Reals a, Softmax losses, int[] partner) {}

  void add(Products products, Batch batch) {
    int count = batch.partner().length;
    int nodes = layer.nodes();
    double[] active = squaredNorms(batch.a(), batch.losses().samples());
    Reals change = precision.zeros(count * nodes);
    Reals changes = precision.zeros(active.length * nodes);
    Reals rises = precision.zeros(active.length * nodes);
    double[] factor = new double[count];
    for (int s = 0; s < count; s++) {
      int row = batch.partner()[s];
      if (!(active[row] > 0)) {
        still++;
        continue;
      }
      double moved = 0;
      for (int i = 0; i < nodes; i++) {
        double d = batch.z1().get(s * nodes + i) - batch.z().get(row * nodes + i);
        moved += d * d;
        change.set(s * nodes + i, d / active[row]);
      }
      double size = moved / active[row];
      double rise = batch.losses1().loss(s) - batch.losses().loss(row);
      factor[s] = size == 0 ? 0 : rise / size;
      for (int i = 0; i < nodes; i++) {
        double d = change.get(s * nodes + i);
        int to = row * nodes + i;
        changes.set(to, changes.get(to) + d);
        rises.set(to, rises.get(to) + d * factor[s]);
      }
      gap += rise;
      partnerLoss += batch.losses().loss(row);
      squares += size;
      slopeSquares += factor[s] * factor[s] * size;
    }
    addOuter(products, changes, batch.a(), active.length, meanChange);
    addOuter(products, rises, batch.a(), active.length, meanSlope);
    for (int n = 0; n < vectors.size(); n++) {
      project(products, batch, change, active, factor, n);
    }
    pairs += (int) Arrays.stream(batch.partner()).filter(row -> active[row] > 0).count();
  }

  /** ‖a‖² of each partner. */
  private double[] squaredNorms(Reals a, int rows) {
    double[] norms = new double[rows];
    for (int j = 0; j < rows * layer.inputs(); j++) {
      norms[j / layer.inputs()] += a.get(j) * a.get(j);
    }
    return norms;
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
      Products products, Batch batch, Reals change, double[] active, double[] factor, int n) {
    int nodes = layer.nodes();
    Reals seen = precision.zeros(active.length * nodes);
    products.multiply(
        Operand.of(batch.a(), active.length, layer.inputs()),
        Operand.of(vectors.get(n), nodes, layer.inputs()).transpose(),
        Operand.of(seen, active.length, nodes),
        false);
    int to = pairs;
    for (int s = 0; s < factor.length; s++) {
      int row = batch.partner()[s];
      if (active[row] > 0) {
        double sum = 0;
        for (int i = 0; i < nodes; i++) {
          sum += change.get(s * nodes + i) * seen.get(row * nodes + i);
        }
        along[n][to] = sum;
        slopes[n][to++] = sum * factor[s];
      }
    }
  }

  /**
   * @param skipped pairs that were none
   * @return what the sums say
   */
  Duality duality(int skipped) {
    double k = pairs;
    double means = 0;
    double change2 = 0;
    double slope2 = 0;
    for (int i = 0; i < meanChange.length; i++) {
      means += meanChange[i] / k * (meanSlope[i] / k);
      change2 += meanChange[i] / k * (meanChange[i] / k);
      slope2 += meanSlope[i] / k * (meanSlope[i] / k);
    }
    List<Duality.Direction> directions = new ArrayList<>();
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

  private Duality.Direction direction(double eigenvalue, double[] w, double[] g) {
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
    return new Duality.Direction(
        eigenvalue, Math.sqrt(ww), Math.sqrt(gg), correlation, meanW * meanG);
  }
}
