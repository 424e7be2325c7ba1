package org.nodesnr.measures.norms;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.network.Layer;

/**
 * Norms of the weights W_l of d layers, nodes × inputs, biases left out, and of what training
 * changed of them, Δ_l = W_l − W_l⁰ (Jiang et al., arXiv 1912.02178; Dziugaite et al., arXiv
 * 2010.11924). s₁ is the largest singular value.
 *
 * @param layers of each layer
 */
public record Norms(List<OfLayer> layers) {

  /**
   * One layer.
   *
   * @param frobenius2 ‖W‖_F²
   * @param spectral2 s₁(W)²
   * @param distance2 ‖Δ‖_F²; NaN where W⁰ is not known
   * @param spectralDistance2 s₁(Δ)², likewise
   */
  public record OfLayer(
      double frobenius2, double spectral2, double distance2, double spectralDistance2) {}

  /** Copies the list. */
  public Norms {
    layers = List.copyOf(layers);
  }

  /**
   * @param structure the network
   * @param theta its parameters, not modified
   * @param initial those before training, not modified; empty where they are not known
   * @return its norms
   */
  public static Norms of(Structure structure, double[] theta, double[] initial) {
    double[] change = new double[theta.length];
    Arrays.setAll(change, j -> initial.length == 0 ? Double.NaN : theta[j] - initial[j]);
    return new Norms(
        structure.layers().stream()
            .map(
                layer ->
                    new OfLayer(
                        frobenius2(layer, theta),
                        spectral2(layer, theta),
                        frobenius2(layer, change),
                        initial.length == 0 ? Double.NaN : spectral2(layer, change)))
            .toList());
  }

  /**
   * @param layers those of whatever network; what it was before training is not known
   * @return its norms
   */
  public static Norms of(List<Layer.Weighted> layers) {
    return new Norms(layers.stream().map(Norms::of).toList());
  }

  private static OfLayer of(Layer.Weighted layer) {
    double[] weights = new double[layer.weights().length];
    Arrays.setAll(weights, i -> layer.weights()[i]);
    double s = SpectralNorm.of(weights, 0, layer.nodes(), layer.inputs());
    return new OfLayer(frobenius2(weights, 0, weights.length), s * s, Double.NaN, Double.NaN);
  }

  private static double frobenius2(Step.Linear layer, double[] values) {
    return frobenius2(values, layer.weightsAt(), layer.weights());
  }

  private static double frobenius2(double[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i] * values[i];
    }
    return sum;
  }

  private static double spectral2(Step.Linear layer, double[] values) {
    double s = SpectralNorm.of(values, layer.weightsAt(), layer.nodes(), layer.inputs());
    return s * s;
  }

  private double sum(ToDoubleFunction<OfLayer> value) {
    return layers.stream().mapToDouble(value).sum();
  }

  /** ln x; NaN where a layer is all zeros. */
  private static double log(double x) {
    return x > 0 ? Math.log(x) : Double.NaN;
  }

  /** Σ ‖W_l‖_F². */
  public double sumSquaredFrobenius() {
    return sum(OfLayer::frobenius2);
  }

  /** √Σ ‖W_l‖_F². */
  public double weightNorm() {
    return Math.sqrt(sumSquaredFrobenius());
  }

  /** Σ ‖Δ_l‖_F². */
  public double sumSquaredDistance() {
    return sum(OfLayer::distance2);
  }

  /** √Σ ‖Δ_l‖_F². */
  public double distance() {
    return Math.sqrt(sumSquaredDistance());
  }

  /** Σ s₁(Δ_l)². */
  public double sumSquaredSpectralDistance() {
    return sum(OfLayer::spectralDistance2);
  }

  /** Σ ln ‖W_l‖_F². */
  public double logProductFrobenius2() {
    return sum(l -> log(l.frobenius2()));
  }

  /** Σ ln s₁(W_l)². */
  public double logProductSpectral2() {
    return sum(l -> log(l.spectral2()));
  }

  /** Σ ‖W_l‖_F² / s₁(W_l)², the sum of stable ranks. */
  public double sumFrobeniusOverSpectral() {
    return sum(l -> l.frobenius2() / l.spectral2());
  }

  /** ln d + (1/d) Σ ln s₁(W_l)². */
  public double logSumSpectral2() {
    return Math.log(layers.size()) + logProductSpectral2() / layers.size();
  }

  /** ln d + (1/d) Σ ln ‖W_l‖_F². */
  public double logSumFrobenius2() {
    return Math.log(layers.size()) + logProductFrobenius2() / layers.size();
  }

  /** Σ ln s₁² − 2 ln γ; NaN where γ ≤ 0, as all that is divided by a margin. */
  public double logSpectralOverMargin(double gamma) {
    return logProductSpectral2() - 2 * log(gamma);
  }

  /** Σ ln ‖W_l‖_F² − 2 ln γ. */
  public double logFrobeniusOverMargin(double gamma) {
    return logProductFrobenius2() - 2 * log(gamma);
  }

  /** Σ ln s₁² − 2 ln γ + ln Σ ‖Δ_l‖_F²/s₁². */
  public double logSpectralInitMain(double gamma) {
    return logSpectralOverMargin(gamma) + log(sum(l -> l.distance2() / l.spectral2()));
  }

  /** Σ ln s₁² − 2 ln γ + ln Σ ‖W_l‖_F²/s₁². */
  public double logSpectralOriginMain(double gamma) {
    return logSpectralOverMargin(gamma) + log(sumFrobeniusOverSpectral());
  }
}
