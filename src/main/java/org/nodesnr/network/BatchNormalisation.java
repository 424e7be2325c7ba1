package org.nodesnr.network;

import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation in training (Ioffe and Szegedy, arXiv 1502.03167). Over the n values of a
 * channel in a batch, all places of all samples, with their mean μ and variance {@code σ² = mean((x
 * − μ)²)}:
 *
 * <pre>y = γ x̂ + β,  x̂ = (x − μ) / √(σ² + ε)
 * ∂f/∂β = Σ ∂f/∂y,  ∂f/∂γ = Σ ∂f/∂y x̂
 * ∂f/∂x = γ / √(σ² + ε) · (∂f/∂y − (∂f/∂β + x̂ ∂f/∂γ) / n)</pre>
 *
 * and on the way back the running mean and variance take a share of 1 − m of those of the batch. In
 * use, these stand for μ and σ², and the weights of the layer before take up what is left.
 *
 * @param momentum m
 * @param epsilon ε
 * @param gamma γ of each channel
 * @param beta β
 * @param mean the running mean
 * @param variance the running variance
 */
public record BatchNormalisation(
    double momentum, double epsilon, float[] gamma, float[] beta, float[] mean, float[] variance)
    implements TrainingLayer {

  /**
   * Before the first batch: γ and the running variance are 1, β and the running mean 0.
   *
   * @param channels how many there are
   * @param momentum m
   * @param epsilon ε
   */
  static BatchNormalisation of(int channels, double momentum, double epsilon) {
    float[] gamma = new float[channels];
    Arrays.fill(gamma, 1);
    return new BatchNormalisation(
        momentum, epsilon, gamma, new float[channels], new float[channels], gamma.clone());
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<float[]> arrays() {
    return List.of(gamma, beta, mean, variance);
  }

  @Override
  public BatchNormalisation over(List<float[]> others) {
    return new BatchNormalisation(
        momentum, epsilon, others.get(0), others.get(1), others.get(2), others.get(3));
  }

  @Override
  public int trained() {
    return 2;
  }

  @Override
  public boolean cancelsBias() {
    return true;
  }

  @Override
  public void standIn(List<Layer> before) {
    double[] wide = new double[variance.length];
    for (int c = 0; c < wide.length; c++) {
      wide[c] = variance[c];
    }
    Layer.Weighted layer = (Layer.Weighted) before.remove(before.size() - 1);
    float[] weights = layer.weights().clone();
    float[] bias = layer.bias().clone();
    Operation.Affine.normalisation(gamma, beta, mean, wide, epsilon).scaleSums(weights, bias);
    before.add(layer.with(weights, bias));
  }

  @Override
  public Passage passage(Shape input, int samples) {
    return new Batch(samples * input.size() / input.channels());
  }

  /** A batch; sums are in double precision. */
  private final class Batch implements Passage {
    private final int n;
    private final double[] means = new double[gamma.length];
    private final double[] variances = new double[gamma.length];
    private final float[] shifts = new float[gamma.length];
    private final float[] scales = new float[gamma.length];

    Batch(int n) {
      this.n = n;
    }

    @Override
    public void forward(float[] x, List<float[]> arrays, float[] y) {
      int channels = gamma.length;
      Arrays.fill(means, 0);
      Arrays.fill(variances, 0);
      for (int at = 0; at < x.length; at += channels) {
        for (int c = 0; c < channels; c++) {
          means[c] += x[at + c];
        }
      }
      for (int c = 0; c < channels; c++) {
        means[c] /= n;
        shifts[c] = (float) means[c];
      }
      for (int at = 0; at < x.length; at += channels) {
        for (int c = 0; c < channels; c++) {
          double d = x[at + c] - means[c];
          variances[c] += d * d;
        }
      }
      for (int c = 0; c < channels; c++) {
        variances[c] /= n;
        scales[c] = (float) (1 / Math.sqrt(variances[c] + epsilon));
      }
      float[] g = arrays.get(0);
      float[] b = arrays.get(1);
      for (int at = 0; at < x.length; at += channels) {
        for (int c = 0; c < channels; c++) {
          y[at + c] = g[c] * ((x[at + c] - shifts[c]) * scales[c]) + b[c];
        }
      }
    }

    @Override
    public void backward(
        float[] x, List<float[]> arrays, float[] ofY, float[] ofX, List<float[]> ofArrays) {
      int channels = gamma.length;
      double[] sums = new double[channels];
      double[] products = new double[channels];
      for (int at = 0; at < x.length; at += channels) {
        for (int c = 0; c < channels; c++) {
          sums[c] += ofY[at + c];
          products[c] += ofY[at + c] * ((x[at + c] - shifts[c]) * scales[c]);
        }
      }
      float[] factor = new float[channels];
      float[] ofMean = new float[channels];
      float[] ofScale = new float[channels];
      for (int c = 0; c < channels; c++) {
        factor[c] = arrays.get(0)[c] * scales[c];
        ofMean[c] = (float) (sums[c] / n);
        ofScale[c] = (float) (products[c] / n);
        ofArrays.get(0)[c] = (float) products[c];
        ofArrays.get(1)[c] = (float) sums[c];
      }
      for (int at = 0; at < x.length; at += channels) {
        for (int c = 0; c < channels; c++) {
          float normalised = (x[at + c] - shifts[c]) * scales[c];
          ofX[at + c] = factor[c] * (ofY[at + c] - ofMean[c] - normalised * ofScale[c]);
        }
      }
      follow(arrays.get(2), means);
      follow(arrays.get(3), variances);
    }

    private void follow(float[] running, double[] ofBatch) {
      for (int c = 0; c < running.length; c++) {
        running[c] = (float) (momentum * running[c] + (1 - momentum) * ofBatch[c]);
      }
    }
  }
}
