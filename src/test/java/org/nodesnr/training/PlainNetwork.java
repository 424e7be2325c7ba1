package org.nodesnr.training;

import java.util.List;
import org.nodesnr.network.BatchNormalisation;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** The forward pass in double precision as plain loops, straight from the definitions. */
final class PlainNetwork {
  private final Model model;

  /** Of the input of the network, and of the values that each layer with weights is given. */
  private float[] inputMask;

  private List<float[]> inputMasks = List.of();

  /** The arrays of every layer in turn, in storage order; may be changed. */
  final double[][] parameters;

  PlainNetwork(Model model) {
    this.model = model;
    float[][] values = Recipes.parameters(model);
    this.parameters = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      parameters[i] = new double[values[i].length];
      for (int k = 0; k < values[i].length; k++) {
        parameters[i][k] = values[i][k];
      }
    }
  }

  /**
   * @param masks for each weighted layer the mask of its outputs, sample by sample, or null
   * @return mean over the batch of the cross-entropy, plus {@code λ ½ Σ‖W‖²}
   */
  double objective(Batch batch, List<float[]> masks, double l2Coefficient) {
    int samples = batch.labels().length;
    double[][] probabilities = probabilities(batch.images(), samples, masks);
    double loss = 0;
    for (int s = 0; s < samples; s++) {
      loss -= Math.log(probabilities[s][batch.labels()[s]]);
    }
    double norm = 0;
    int at = 0;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Weighted) {
        for (double w : parameters[at]) {
          norm += w * w;
        }
      }
      at += layer.arrays().size();
    }
    return loss / samples + l2Coefficient * norm / 2;
  }

  /**
   * @param ofInput the mask of the network's input, sample by sample
   * @param masks for each weighted layer the mask of its inputs, sample by sample, or null
   */
  void dropInputs(float[] ofInput, List<float[]> masks) {
    inputMask = ofInput;
    inputMasks = masks;
  }

  private double[][] probabilities(float[] images, int samples, List<float[]> masks) {
    double[][] x = new double[samples][model.input().size()];
    for (int s = 0; s < samples; s++) {
      for (int i = 0; i < x[s].length; i++) {
        x[s][i] = images[s * x[s].length + i];
      }
      drop(x[s], s, inputMask);
    }
    Shape shape = model.input();
    int weighted = 0;
    int at = 0;
    for (Layer layer : model.layers()) {
      if (layer instanceof BatchNormalisation own) {
        normalise(x, parameters[at], parameters[at + 1], own.epsilon());
      } else {
        for (int s = 0; s < samples; s++) {
          if (layer instanceof Layer.Weighted) {
            // the mask of what the layer before hands on
            drop(x[s], s, weighted == 0 ? null : masks.get(weighted - 1));
            drop(x[s], s, weighted < inputMasks.size() ? inputMasks.get(weighted) : null);
          }
          x[s] = apply(layer, x[s], shape, at);
        }
      }
      weighted += layer instanceof Layer.Weighted ? 1 : 0;
      at += layer.arrays().size();
      shape = layer.output(shape);
    }
    return x;
  }

  private static void drop(double[] x, int sample, float[] mask) {
    for (int i = 0; mask != null && i < x.length; i++) {
      x[i] *= mask[sample * x.length + i];
    }
  }

  private double[] apply(Layer layer, double[] x, Shape shape, int at) {
    if (layer instanceof Layer.Pooling pooling) {
      return pool(x, shape, pooling);
    } else if (layer instanceof Layer.Nonlinearity own) {
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = activate(x[i], own.activation());
      }
      return y;
    } else if (layer instanceof Layer.Convolution c) {
      return convolve(x, shape, c, parameters[at], parameters[at + 1]);
    }
    return dense(x, (Layer.Dense) layer, parameters[at], parameters[at + 1]);
  }

  /** Channel by channel, over all places of all samples. */
  private static void normalise(double[][] x, double[] gamma, double[] beta, double epsilon) {
    int channels = gamma.length;
    int places = x[0].length / channels;
    double n = (double) x.length * places;
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      for (double[] sample : x) {
        for (int p = 0; p < places; p++) {
          mean += sample[p * channels + c] / n;
        }
      }
      double variance = 0;
      for (double[] sample : x) {
        for (int p = 0; p < places; p++) {
          double d = sample[p * channels + c] - mean;
          variance += d * d / n;
        }
      }
      for (double[] sample : x) {
        for (int p = 0; p < places; p++) {
          int i = p * channels + c;
          sample[i] = gamma[c] * (sample[i] - mean) / Math.sqrt(variance + epsilon) + beta[c];
        }
      }
    }
  }

  private static double[] dense(double[] x, Layer.Dense layer, double[] w, double[] b) {
    double[] y = new double[b.length];
    for (int node = 0; node < b.length; node++) {
      y[node] = b[node];
      for (int i = 0; i < x.length; i++) {
        y[node] += x[i] * w[node * x.length + i];
      }
      y[node] = activate(y[node], layer.activation());
    }
    return layer.activation() == Activation.SOFTMAX ? softmax(y) : y;
  }

  private static double[] softmax(double[] z) {
    double sum = 0;
    for (double v : z) {
      sum += Math.exp(v);
    }
    double[] p = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      p[i] = Math.exp(z[i]) / sum;
    }
    return p;
  }

  private static double activate(double v, Activation activation) {
    return switch (activation) {
      case RELU -> v > 0 ? v : 0;
      case TANH -> Math.tanh(v);
      case SIGMOID -> 1 / (1 + Math.exp(-v));
      case IDENTITY, SOFTMAX -> v;
    };
  }

  private static double[] convolve(
      double[] x, Shape shape, Layer.Convolution layer, double[] w, double[] b) {
    Shape to = layer.output(shape);
    int kernels = b.length;
    int taps = w.length / kernels;
    boolean same = layer.padding() == Layer.Padding.SAME;
    int top = before(same, to.height(), layer.strideHeight(), layer.kernelHeight(), shape.height());
    int left = before(same, to.width(), layer.strideWidth(), layer.kernelWidth(), shape.width());
    double[] y = new double[to.size()];
    for (int row = 0; row < to.height(); row++) {
      for (int column = 0; column < to.width(); column++) {
        for (int k = 0; k < kernels; k++) {
          double sum = b[k];
          for (int dy = 0; dy < layer.kernelHeight(); dy++) {
            for (int dx = 0; dx < layer.kernelWidth(); dx++) {
              int at =
                  at(
                      shape,
                      row * layer.strideHeight() + dy - top,
                      column * layer.strideWidth() + dx - left);
              for (int c = 0; at >= 0 && c < shape.channels(); c++) {
                sum +=
                    x[at + c]
                        * w[k * taps + (dy * layer.kernelWidth() + dx) * shape.channels() + c];
              }
            }
          }
          y[(row * to.width() + column) * kernels + k] = activate(sum, layer.activation());
        }
      }
    }
    return y;
  }

  /** Rows or columns that SAME padding adds before the first. */
  private static int before(boolean same, int places, int stride, int window, int size) {
    return same ? Math.max(0, ((places - 1) * stride + window - size) / 2) : 0;
  }

  /** Where the values of a place begin; negative outside the picture. */
  private static int at(Shape shape, int row, int column) {
    boolean inside = row >= 0 && column >= 0 && row < shape.height() && column < shape.width();
    return inside ? (row * shape.width() + column) * shape.channels() : -1;
  }

  private static double[] pool(double[] x, Shape shape, Layer.Pooling layer) {
    Shape to = layer.output(shape);
    boolean same = layer.padding() == Layer.Padding.SAME;
    int top = before(same, to.height(), layer.strideHeight(), layer.height(), shape.height());
    int left = before(same, to.width(), layer.strideWidth(), layer.width(), shape.width());
    double[] y = new double[to.size()];
    for (int row = 0; row < to.height(); row++) {
      for (int column = 0; column < to.width(); column++) {
        for (int c = 0; c < to.channels(); c++) {
          double most = Double.NEGATIVE_INFINITY;
          double sum = 0;
          int count = 0;
          for (int dy = 0; dy < layer.height(); dy++) {
            for (int dx = 0; dx < layer.width(); dx++) {
              int at =
                  at(
                      shape,
                      row * layer.strideHeight() + dy - top,
                      column * layer.strideWidth() + dx - left);
              if (at >= 0) {
                most = Math.max(most, x[at + c]);
                sum += x[at + c];
                count++;
              }
            }
          }
          y[(row * to.width() + column) * to.channels() + c] =
              layer.pool() == Layer.Pool.MAX ? most : sum / count;
        }
      }
    }
    return y;
  }
}
