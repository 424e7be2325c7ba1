package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Layer.Padding;
import org.nodesnr.network.Layer.Pool;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** Small networks with random weights. */
final class Networks {
  private final Random random;
  private final Shape input;
  private final List<Layer> layers = new ArrayList<>();
  private Shape shape;

  Networks(Shape input, long seed) {
    this.input = input;
    this.shape = input;
    this.random = new Random(seed);
  }

  Networks dense(int nodes, Activation activation) {
    return add(new Layer.Dense(weights(shape.size(), nodes), bias(nodes), activation));
  }

  Networks convolution(
      int high, int wide, int down, int right, Padding padding, int nodes, Activation activation) {
    float[] weights = weights(high * wide * shape.channels(), nodes);
    return add(
        new Layer.Convolution(high, wide, down, right, padding, weights, bias(nodes), activation));
  }

  Networks pooling(Pool pool, int high, int wide, int down, int right, Padding padding) {
    return add(new Layer.Pooling(pool, high, wide, down, right, padding));
  }

  Networks nonlinearity(Activation activation) {
    return add(new Layer.Nonlinearity(activation));
  }

  Model model() {
    return new Model(input, layers);
  }

  private Networks add(Layer layer) {
    layers.add(layer);
    shape = layer.output(shape);
    return this;
  }

  private float[] weights(int inputs, int nodes) {
    float[] weights = new float[inputs * nodes];
    for (int j = 0; j < inputs; j++) {
      for (int i = 0; i < nodes; i++) {
        weights[i * inputs + j] = (float) ((random.nextGaussian() + 0.1) / Math.sqrt(inputs));
      }
    }
    return weights;
  }

  private float[] bias(int nodes) {
    float[] bias = new float[nodes];
    for (int i = 0; i < nodes; i++) {
      bias[i] = (float) (0.2 * random.nextGaussian());
    }
    return bias;
  }
}
