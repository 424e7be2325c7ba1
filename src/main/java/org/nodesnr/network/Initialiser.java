package org.nodesnr.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.BatchNormalisationSpec;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime.InitialisationSpec;

/**
 * Builds networks with fresh weights: normal with mean 0, drawn again while they lie more than two
 * standard deviations out, as TensorFlow's {@code truncated_normal}.
 */
public final class Initialiser {
  /** Standard deviation of a standard normal truncated at ±2: √(1 − 4 φ(2) / (2 Φ(2) − 1)). */
  private static final double TRUNCATED = 0.87962566103423978;

  private final InitialisationSpec spec;
  private final Streams streams;

  /**
   * @param spec standard deviations and biases
   * @param streams the replicate's streams; layer k draws from {@code INITIALISATION} at index k
   */
  public Initialiser(InitialisationSpec spec, Streams streams) {
    this.spec = spec;
    this.streams = streams;
  }

  /**
   * @param network the architecture
   * @param input shape of one sample
   * @param classes number of classes, the nodes of the softmax layer
   * @return the network before the first update
   */
  public Model build(NetworkSpec network, Shape input, int classes) {
    List<Layer> layers = new ArrayList<>();
    Shape shape = input;
    int index = 1;
    for (LayerSpec described : network.layers()) {
      Layer layer;
      if (described instanceof LayerSpec.Convolution c) {
        layer = convolution(index++, shape, c);
      } else if (described instanceof LayerSpec.Pooling p) {
        layer = pooling(p);
      } else if (described instanceof LayerSpec.Dense d) {
        layer = dense(index++, shape.size(), d.nodes(), d.activation());
      } else if (described instanceof BatchNormalisationSpec b) {
        layer = BatchNormalisation.of(shape.channels(), b.momentum(), b.epsilon());
      } else {
        layer = new Layer.Nonlinearity(((LayerSpec.Nonlinearity) described).activation());
      }
      layers.add(layer);
      shape = layer.output(shape);
    }
    layers.add(dense(index, shape.size(), classes, Activation.SOFTMAX));
    return new Model(input, layers);
  }

  private Layer convolution(int index, Shape input, LayerSpec.Convolution c) {
    int inputs = c.kernel() * c.kernel() * input.channels();
    return new Layer.Convolution(
        c.kernel(),
        c.kernel(),
        c.stride(),
        c.stride(),
        padding(c.padding()),
        weights(
            index,
            inputs,
            c.nodes(),
            deviation(
                spec.convolutionStandardDeviation(), inputs, c.kernel() * c.kernel() * c.nodes())),
        bias(c.nodes()),
        c.activation());
  }

  private static Layer pooling(LayerSpec.Pooling p) {
    Layer.Pool pool =
        p.reduction() == LayerSpec.Reduction.MAX ? Layer.Pool.MAX : Layer.Pool.AVERAGE;
    return new Layer.Pooling(
        pool, p.window(), p.window(), p.stride(), p.stride(), padding(p.padding()));
  }

  private static Layer.Padding padding(LayerSpec.Padding padding) {
    return padding == LayerSpec.Padding.SAME ? Layer.Padding.SAME : Layer.Padding.VALID;
  }

  private Layer dense(int index, int inputs, int nodes, Activation activation) {
    return new Layer.Dense(
        weights(index, inputs, nodes, deviation(spec.denseStandardDeviation(), inputs, nodes)),
        bias(nodes),
        activation);
  }

  /** Standard deviation before truncation. */
  private double deviation(double given, int inputs, int outputs) {
    return switch (spec.kind()) {
      case TRUNCATED_NORMAL -> given;
      case HE -> Math.sqrt(2.0 / inputs) / TRUNCATED;
      case GLOROT -> Math.sqrt(2.0 / ((double) inputs + outputs)) / TRUNCATED;
    };
  }

  private float[] bias(int nodes) {
    float[] bias = new float[nodes];
    Arrays.fill(bias, (float) spec.bias());
    return bias;
  }

  /** Weights are drawn node by node, the inputs of a node in their order. */
  private float[] weights(int index, int inputs, int nodes, double standardDeviation) {
    float[] values = new float[Math.multiplyExact(inputs, nodes)];
    TruncatedNormal normal =
        new TruncatedNormal(streams.stream(Streams.Purpose.INITIALISATION, index));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (standardDeviation * normal.next());
    }
    return values;
  }

  /**
   * Standard normal variates by Marsaglia's polar method, those beyond ±2 drawn again. StrictMath
   * makes them the same on every platform and JDK.
   */
  static final class TruncatedNormal {
    private static final double BOUND = 2;
    private final SplittableRandom random;
    private double spare = Double.NaN;

    TruncatedNormal(SplittableRandom random) {
      this.random = random;
    }

    double next() {
      double z = normal();
      while (Math.abs(z) > BOUND) {
        z = normal();
      }
      return z;
    }

    private double normal() {
      if (!Double.isNaN(spare)) {
        double z = spare;
        spare = Double.NaN;
        return z;
      }
      double u;
      double v;
      double s;
      do {
        u = 2 * random.nextDouble() - 1;
        v = 2 * random.nextDouble() - 1;
        s = u * u + v * v;
      } while (s >= 1 || s == 0);
      double factor = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      spare = v * factor;
      return u * factor;
    }
  }
}
