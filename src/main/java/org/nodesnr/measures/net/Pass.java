package org.nodesnr.measures.net;

import java.util.Arrays;
import java.util.List;
import org.nodesnr.measures.net.Products.Operand;

/**
 * A batch of samples on its way through a network and back: {@link #forward}, then gradients of the
 * logits in {@link #logitDeltas} and {@link #backward}. What {@link Tangents} needs stays until the
 * next batch.
 *
 * <p>Not for use by several threads at once.
 */
public final class Pass implements AutoCloseable {
  /** Values of all steps of a batch: 64 MiB of floats. */
  private static final long MOST_VALUES = 1L << 24;

  private static final int MOST_SAMPLES = 2000;

  final Structure structure;
  final Precision precision;
  final List<Step.Linear> layers;
  final Reals[] values;
  final Reals[] deltas;
  final Reals[] patches;
  final PoolMap[] pools;
  final Products products = new Products();
  final int[] stepOfLayer;
  private final Reals[] weights;
  private final int batch;
  private double[] theta = {};
  private Reals gathered;
  private Reals gradient;
  private int samples;

  /**
   * @param structure the network
   * @param precision of matrix products
   * @param samples the most samples of which the whole is; bounds the batch
   */
  public Pass(Structure structure, Precision precision, int samples) {
    this.structure = structure;
    this.precision = precision;
    this.layers = structure.layers();
    long fit = Math.max(1, MOST_VALUES / structure.valuesPerSample());
    this.batch = Math.max(1, (int) Math.min(Math.min(samples, MOST_SAMPLES), fit));
    int steps = structure.steps().size();
    this.values = new Reals[steps + 1];
    this.deltas = new Reals[steps + 1];
    this.patches = new Reals[steps];
    this.pools = new PoolMap[steps];
    this.stepOfLayer = new int[layers.size()];
    this.weights = new Reals[layers.size()];
    values[0] = precision.zeros(batch * structure.input().size());
    int layer = 0;
    for (int k = 0; k < steps; k++) {
      Step step = structure.steps().get(k);
      values[k + 1] = precision.zeros(batch * step.output().size());
      deltas[k + 1] = precision.zeros(batch * step.output().size());
      if (step instanceof Step.Linear linear) {
        stepOfLayer[layer] = k;
        weights[layer++] = precision.zeros(linear.weights());
        if (linear.convolution()) {
          patches[k] = precision.zeros(batch * linear.window().places() * linear.inputs());
        }
      } else if (step instanceof Step.Pool pool) {
        pools[k] = new PoolMap(pool, batch);
      }
    }
    deltas[0] = precision.zeros(0);
  }

  /** The most samples of a batch. */
  public int batch() {
    return batch;
  }

  /** Samples of the batch that the pass is at. */
  public int samples() {
    return samples;
  }

  /** The network without its parameters. */
  public Structure structure() {
    return structure;
  }

  /**
   * @param parameters θ, copied
   */
  public void parameters(double[] parameters) {
    theta = parameters.clone();
    for (int l = 0; l < layers.size(); l++) {
      fill(weights[l], theta, layers.get(l));
    }
  }

  static void fill(Reals weights, double[] theta, Step.Linear layer) {
    for (int i = 0; i < layer.weights(); i++) {
      weights.set(i, theta[layer.weightsAt() + i]);
    }
  }

  /**
   * Runs samples to their logits.
   *
   * @param inputs the samples
   * @param first index of the first
   * @param count how many, at most {@link #batch}
   */
  public void forward(Inputs inputs, int first, int count) {
    samples = count;
    for (int i = 0; i < count; i++) {
      inputs.copyTo(first + i, values[0], i * structure.input().size());
    }
    int layer = 0;
    for (int k = 0; k < structure.steps().size(); k++) {
      Step step = structure.steps().get(k);
      if (step instanceof Step.Linear linear) {
        if (patches[k] != null) {
          Patches.gather(linear.window(), values[k], patches[k], count);
        }
        apply(linear, inputs(layer), weights[layer], values[k + 1], false);
        addBias(linear, theta, values[k + 1]);
        layer++;
      } else if (step instanceof Step.Activate activate) {
        for (int i = 0; i < count * activate.shape().size(); i++) {
          values[k + 1].set(i, Activations.value(activate.activation(), values[k].get(i)));
        }
      } else {
        pools[k].forward(values[k], values[k + 1], count);
      }
    }
  }

  /** Rows times transposed weights. */
  void apply(Step.Linear layer, Reals rows, Reals matrix, Reals out, boolean add) {
    int places = samples * layer.window().places();
    products.multiply(
        Operand.of(rows, places, layer.inputs()),
        Operand.of(matrix, layer.nodes(), layer.inputs()).transpose(),
        Operand.of(out, places, layer.nodes()),
        add);
  }

  void addBias(Step.Linear layer, double[] parameters, Reals out) {
    int nodes = layer.nodes();
    int length = samples * layer.window().places() * nodes;
    for (int at = 0; at < length; at += nodes) {
      for (int i = 0; i < nodes; i++) {
        out.set(at + i, out.get(at + i) + parameters[layer.biasAt() + i]);
      }
    }
  }

  /** The logits, sample after sample. */
  public Reals logits() {
    return values[values.length - 1];
  }

  /** Where the gradient of each sample's loss with respect to its logits goes. */
  public Reals logitDeltas() {
    return deltas[deltas.length - 1];
  }

  /** Fills {@link #deltas(int)} of all layers from {@link #logitDeltas}. */
  public void backward() {
    int layer = layers.size() - 1;
    for (int k = structure.steps().size() - 1; k > stepOfLayer[0]; k--) {
      Step step = structure.steps().get(k);
      if (step instanceof Step.Linear linear) {
        back(linear, k, deltas[k + 1], weights[layer], deltas[k], false);
        layer--;
      } else if (step instanceof Step.Activate activate) {
        for (int i = 0; i < samples * activate.shape().size(); i++) {
          double slope = Activations.slope(activate.activation(), values[k + 1].get(i));
          deltas[k].set(i, slope * deltas[k + 1].get(i));
        }
      } else {
        pools[k].transposed(deltas[k + 1], deltas[k], samples);
      }
    }
  }

  /** Deltas of a layer's outputs times weights, summed where windows overlap. */
  void back(Step.Linear layer, int k, Reals out, Reals matrix, Reals in, boolean add) {
    int places = samples * layer.window().places();
    Reals rows = in;
    if (patches[k] != null) {
      if (gathered == null || gathered.length() < places * layer.inputs()) {
        gathered = precision.zeros(places * layer.inputs());
      }
      rows = gathered;
    }
    products.multiply(
        Operand.of(out, places, layer.nodes()),
        Operand.of(matrix, layer.nodes(), layer.inputs()),
        Operand.of(rows, places, layer.inputs()),
        add && patches[k] == null);
    if (patches[k] != null) {
      if (!add) {
        in.clear(0, samples * layer.window().input().size());
      }
      Patches.scatter(layer.window(), rows, in, samples);
    }
  }

  Reals weights(int layer) {
    return weights[layer];
  }

  /**
   * @param layer number of the layer, from 0
   * @return what its nodes see, one row for each sample and place
   */
  public Reals inputs(int layer) {
    int k = stepOfLayer[layer];
    return patches[k] == null ? values[k] : patches[k];
  }

  /**
   * @param layer number of the layer, from 0
   * @return its weighted sums, bias included, before activation; one row for each sample and place
   */
  public Reals sums(int layer) {
    return values[stepOfLayer[layer] + 1];
  }

  /**
   * @param layer number of the layer, from 0
   * @return the gradient of each sample's loss with respect to {@link #sums}
   */
  public Reals deltas(int layer) {
    return deltas[stepOfLayer[layer] + 1];
  }

  /**
   * Adds the sum of all samples' gradients.
   *
   * @param sum modified; of the length of θ
   */
  public void addGradient(double[] sum) {
    for (int l = 0; l < layers.size(); l++) {
      addOuter(l, deltas(l), inputs(l), sum);
      addColumns(layers.get(l), deltas(l), sum);
    }
  }

  /**
   * @param layer number of the layer, from 0
   * @param sample number within the batch
   * @return the gradient of the sample's loss with respect to the layer's weights; valid until the
   *     next call
   */
  public Reals gradientOf(int layer, int sample) {
    Step.Linear linear = layers.get(layer);
    int places = linear.window().places();
    if (gradient == null || gradient.length() != linear.weights()) {
      gradient = precision.zeros(linear.weights());
    }
    products.multiply(
        new Operand(deltas(layer), sample * places * linear.nodes(), places, linear.nodes(), true),
        new Operand(
            inputs(layer), sample * places * linear.inputs(), places, linear.inputs(), false),
        Operand.of(gradient, linear.nodes(), linear.inputs()),
        false);
    return gradient;
  }

  void addOuter(int l, Reals outer, Reals inner, double[] sum) {
    Step.Linear layer = layers.get(l);
    int places = samples * layer.window().places();
    Reals product = precision.zeros(layer.weights());
    products.multiply(
        Operand.of(outer, places, layer.nodes()).transpose(),
        Operand.of(inner, places, layer.inputs()),
        Operand.of(product, layer.nodes(), layer.inputs()),
        false);
    for (int i = 0; i < layer.weights(); i++) {
      sum[layer.weightsAt() + i] += product.get(i);
    }
  }

  void addColumns(Step.Linear layer, Reals rows, double[] sum) {
    int nodes = layer.nodes();
    int length = samples * layer.window().places() * nodes;
    double[] columns = new double[nodes];
    for (int at = 0; at < length; at += nodes) {
      for (int i = 0; i < nodes; i++) {
        columns[i] += rows.get(at + i);
      }
    }
    for (int i = 0; i < nodes; i++) {
      sum[layer.biasAt() + i] += columns[i];
    }
  }

  @Override
  public void close() {
    products.close();
    Arrays.fill(values, null);
  }
}
