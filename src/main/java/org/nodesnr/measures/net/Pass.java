package org.nodesnr.measures.net;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.nodesnr.measures.net.Products.Operand;

/**
 * A batch of samples on its way through a network and back: {@link #forward}, then gradients of the
 * logits in {@link #logitDeltas} and {@link #backward}. What {@link Tangents} needs stays until the
 * next batch.
 *
 * <p>Not for use by several threads at once.
 */
public final class Pass implements AutoCloseable {
  final Structure structure;
  final Precision precision;
  final List<Step.Linear> layers;
  final Reals[] values;
  final Reals[] deltas;
  final Convolution[] convolutions;
  final PoolMap[] pools;
  final Products products;
  final int[] stepOfLayer;
  final Reals[] weights;
  double[] theta = {};
  private final int batch;
  private int samples;

  /**
   * @param structure the network
   * @param precision of matrix products
   * @param samples the most samples of which the whole is; bounds the batch
   */
  public Pass(Structure structure, Precision precision, int samples) {
    this.structure = structure;
    this.precision = precision;
    this.products = new Products();
    this.layers = structure.layers();
    this.batch = structure.batch(samples);
    int steps = structure.steps().size();
    this.values = new Reals[steps + 1];
    this.deltas = new Reals[steps + 1];
    this.convolutions = new Convolution[steps];
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
          convolutions[k] = new Convolution(linear, precision, products);
        }
      } else if (step instanceof Step.Pool pool) {
        pools[k] = new PoolMap(pool, batch);
      }
    }
    deltas[0] = precision.zeros(0);
  }

  /**
   * A pass for a batch that stays while others go on. It has its own of what derivatives are made
   * of and shares the rest, deltas too; its parameters are those of now. Not to be closed.
   *
   * @param other pass of the same network
   * @param batch samples, at most as many as of a batch of the other
   * @param from step from which on values are its own
   */
  Pass(Pass other, int batch, int from) {
    this.structure = other.structure;
    this.precision = other.precision;
    this.layers = other.layers;
    this.deltas = other.deltas;
    this.convolutions = other.convolutions;
    this.products = other.products;
    this.stepOfLayer = other.stepOfLayer;
    this.weights = other.weights;
    this.theta = other.theta;
    this.batch = batch;
    this.values = other.values.clone();
    this.pools = other.pools.clone();
    for (int k = from; k <= structure.steps().size(); k++) {
      if (structure.differentiated(k)) {
        values[k] = precision.zeros(batch * structure.size(k));
      }
      if (k < pools.length && structure.steps().get(k) instanceof Step.Pool pool) {
        pools[k] = new PoolMap(pool, batch);
      }
    }
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
   * @return whether they are others than before
   */
  public boolean parameters(double[] parameters) {
    if (Arrays.equals(theta, parameters)) {
      return false;
    }
    theta = parameters.clone();
    for (int l = 0; l < layers.size(); l++) {
      weights[l].fill(theta, layers.get(l).weightsAt());
      products.hold(weights[l]);
    }
    return true;
  }

  /**
   * Runs samples to their logits.
   *
   * @param inputs the samples
   * @param first index of the first
   * @param count how many, at most {@link #batch}
   */
  public void forward(Inputs inputs, int first, int count) {
    run(inputs, first, count, true);
  }

  /**
   * Runs samples to the same logits, bit for bit, for one who needs no derivatives: nothing that
   * they are made of is there afterwards. A maximum has no winner, and biases are added behind it,
   * where there are fewer values; rounding keeps the order, so that the largest sum is the same.
   *
   * @param inputs the samples
   * @param first index of the first
   * @param count how many, at most {@link #batch}
   */
  public void toLogits(Inputs inputs, int first, int count) {
    run(inputs, first, count, false);
  }

  private void run(Inputs inputs, int first, int count, boolean derivatives) {
    Cancellation.check();
    samples = count;
    for (int i = 0; i < count; i++) {
      inputs.copyTo(first + i, values[0], i * structure.input().size());
    }
    Reals none = precision.zeros(0);
    Reals behind = none;
    int layer = 0;
    for (int k = 0; k < structure.steps().size(); k++) {
      Step step = structure.steps().get(k);
      if (step instanceof Step.Linear linear) {
        Reals biases = Biases.of(linear, theta, precision);
        behind = derivatives || !withoutWinners(k + 1) ? none : biases;
        apply(k, values[k], weights[layer++], behind == none ? biases : none, values[k + 1], false);
      } else if (step instanceof Step.Activate activate) {
        int length = count * activate.shape().size();
        Activations.values(activate.activation(), values[k], values[k + 1], length);
      } else if (!derivatives && withoutWinners(k)) {
        pools[k].largest(values[k], values[k + 1], count);
        Biases.add(behind, values[k + 1], 0, count * structure.size(k + 1));
        behind = none;
      } else {
        pools[k].forward(values[k], values[k + 1], count);
      }
    }
  }

  private boolean withoutWinners(int k) {
    return k < pools.length
        && pools[k] != null
        && pools[k].withoutWinners()
        && precision == Precision.SINGLE;
  }

  /** What goes into the layer at a step, times transposed weights, plus biases if there are any. */
  void apply(int k, Reals in, Reals matrix, Reals biases, Reals out, boolean add) {
    Step.Linear layer = (Step.Linear) structure.steps().get(k);
    if (convolutions[k] != null) {
      convolutions[k].apply(in, matrix, biases, out, samples, add);
      return;
    }
    products.multiply(
        Operand.of(in, samples, layer.inputs()),
        Operand.of(matrix, layer.nodes(), layer.inputs()).transpose(),
        Operand.of(out, samples, layer.nodes()),
        add);
    Biases.add(biases, out, 0, samples * layer.nodes());
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
      if (step instanceof Step.Linear) {
        back(k, deltas[k + 1], weights[layer--], deltas[k], false);
      } else if (step instanceof Step.Activate activate) {
        int length = samples * activate.shape().size();
        Activations.slopes(activate.activation(), values[k + 1], deltas[k + 1], deltas[k], length);
      } else {
        pools[k].transposed(deltas[k + 1], deltas[k], samples);
      }
    }
  }

  /** Deltas of a layer's outputs times weights, summed where windows overlap. */
  void back(int k, Reals out, Reals matrix, Reals in, boolean add) {
    Step.Linear layer = (Step.Linear) structure.steps().get(k);
    if (convolutions[k] != null) {
      convolutions[k].back(out, matrix, in, samples, add);
      return;
    }
    products.multiply(
        Operand.of(out, samples, layer.nodes()),
        Operand.of(matrix, layer.nodes(), layer.inputs()),
        Operand.of(in, samples, layer.inputs()),
        add);
  }

  /**
   * @param layer number of the layer, from 0
   * @return what its nodes see, one row for each sample and place; of a convolution gathered at
   *     each call
   */
  public Reals inputs(int layer) {
    int k = stepOfLayer[layer];
    return convolutions[k] == null ? values[k] : convolutions[k].allRows(values[k], samples);
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

  /** Adds the sum of all samples' gradients to a vector of the length of θ. */
  public void addGradient(double[] sum) {
    for (int l = 0; l < layers.size(); l++) {
      addGradient(l, sum);
    }
  }

  /**
   * Adds the sum of all samples' gradients with respect to the parameters of one layer.
   *
   * @param layer number of the layer, from 0
   * @param sum modified; of the length of θ
   */
  public void addGradient(int layer, double[] sum) {
    addOuter(layer, deltas(layer), values[stepOfLayer[layer]], sum);
    Biases.addGradient(layers.get(layer), deltas(layer), samples, sum);
  }

  /** In how many pieces {@link #gradientOf} gives the gradient of a convolution. */
  public int pieces(int layer) {
    return layers.get(layer).weights() / convolutions[stepOfLayer[layer]].piece();
  }

  /**
   * The gradient of a sample's loss with respect to a layer's weights.
   *
   * @param layer number of a convolution among the layers, from 0
   * @param sample number within the batch
   * @param pieces sees it, in the order of the weights
   */
  public void gradientOf(int layer, int sample, Pieces pieces) {
    int k = stepOfLayer[layer];
    convolutions[k].gradient(deltas[k + 1], values[k], sample, pieces);
  }

  /** Adds the sum over samples of products of deltas and inputs of a layer. */
  void addOuter(int l, Reals outer, Reals inner, double[] sum) {
    Step.Linear layer = layers.get(l);
    if (convolutions[stepOfLayer[l]] != null) {
      Reals product = precision.zeros(layer.weights());
      convolutions[stepOfLayer[l]].gradients(outer, inner, samples, product);
      for (int i = 0; i < layer.weights(); i++) {
        sum[layer.weightsAt() + i] += product.get(i);
      }
      return;
    }
    products.add(
        Operand.of(outer, samples, layer.nodes()).transpose(),
        Operand.of(inner, samples, layer.inputs()),
        1,
        sum,
        layer.weightsAt());
  }

  @Override
  public void close() {
    products.close();
    Stream.of(convolutions).filter(Objects::nonNull).forEach(Convolution::close);
    Arrays.fill(values, null);
  }
}
