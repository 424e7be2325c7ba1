package org.nodesnr.measures.gradient;

import java.util.Arrays;
import org.apache.commons.math3.util.KthSelector;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/**
 * Mean and variance over samples of the gradient of each parameter, and what is made of them (Liu
 * et al., Understanding Why Neural Networks Generalize Well Through GSNR of Parameters, arXiv
 * 2001.07384). The loss is the cross-entropy without L2 term.
 *
 * @param structure the network
 * @param samples n
 * @param mean ḡ_j
 * @param variance s²_j with divisor n − 1; NaN where n &lt; 2
 * @param sameSign share of samples with the commoner sign of gradient; empty where not counted
 */
public record GradientSignal(
    Structure structure, int samples, double[] mean, double[] variance, double[] sameSign) {

  /**
   * What is said of the parameters of a layer or of the network.
   *
   * @param samples n
   * @param squaredMean A = Σ_j ḡ_j²
   * @param gradientNoise V = Σ_j s²_j
   * @param gsnrMean mean of r_j = ḡ_j² / s²_j over the parameters where it is defined
   * @param gsnrMedian median, likewise
   * @param gsnr95 95th percentile, likewise, between order statistics
   * @param sameSign mean over parameters with some gradient of the share of the commoner sign; NaN
   *     where not counted
   * @param undefined parameters without any gradient, left out
   * @param infinite parameters whose gradient is the same for all samples, left out
   */
  public record Summary(
      int samples,
      double squaredMean,
      double gradientNoise,
      double gsnrMean,
      double gsnrMedian,
      double gsnr95,
      double sameSign,
      int undefined,
      int infinite) {

    /** B = V / A, the simple noise scale (McCandlish et al., arXiv 1812.06162). */
    public double noiseScale() {
      return squaredMean == 0 ? Double.NaN : gradientNoise / squaredMean;
    }

    /** R = A / (A + V/n): the one-step generalisation ratio with the sample's own moments. */
    public double osgr() {
      return 1 / (1 + noiseScale() / samples);
    }

    /** 1 − V/(nA), the same with the noise taken off A; may be negative. */
    public double osgrUnbiased() {
      return 1 - noiseScale() / samples;
    }

    /**
     * The ratio for a training set of another size.
     *
     * @param n its size
     * @return (A − V/N) / (A − V/N + V/n) with N samples here
     */
    public double osgrFor(int n) {
      double signal = squaredMean - gradientNoise / samples;
      return squaredMean == 0 ? Double.NaN : signal / (signal + gradientNoise / n);
    }
  }

  /** Of all parameters. */
  public Summary network() {
    return of(0, mean.length);
  }

  /**
   * @param layer number of the layer, from 0
   * @return of its weights and biases
   */
  public Summary layer(int layer) {
    Step.Linear linear = structure.layers().get(layer);
    return of(linear.weightsAt(), linear.weightsAt() + linear.parameters());
  }

  /**
   * @param parameter index in θ
   * @return r_j; NaN where there is no gradient, infinite where all samples have the same
   */
  public double gsnr(int parameter) {
    return mean[parameter] * mean[parameter] / variance[parameter];
  }

  private Summary of(int from, int to) {
    double squaredMean = 0;
    double noise = 0;
    double same = 0;
    int undefined = 0;
    int infinite = 0;
    double[] defined = new double[to - from];
    int count = 0;
    for (int j = from; j < to; j++) {
      squaredMean += mean[j] * mean[j];
      noise += variance[j];
      double r = gsnr(j);
      if (mean[j] == 0 && !(variance[j] > 0)) {
        undefined++;
      } else {
        same += sameSign.length > 0 ? sameSign[j] : Double.NaN;
        if (Double.isFinite(r)) {
          defined[count++] = r;
        } else {
          infinite++;
        }
      }
    }
    defined = Arrays.copyOf(defined, count);
    double average = Arrays.stream(defined).average().orElse(Double.NaN);
    return new Summary(
        samples,
        squaredMean,
        noise,
        average,
        quantile(defined, 0.5),
        quantile(defined, 0.95),
        same / (to - from - undefined),
        undefined,
        infinite);
  }

  /** Reorders the values. */
  private static double quantile(double[] values, double probability) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double position = (values.length - 1) * probability;
    int below = (int) position;
    int above = Math.min(below + 1, values.length - 1);
    KthSelector selector = new KthSelector();
    double low = selector.select(values, null, below);
    return low + (position - below) * (selector.select(values, null, above) - low);
  }
}
