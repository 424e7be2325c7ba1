package org.nodesnr.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

/**
 * Measures S and G of every layer and node of Deeplearning4j networks on given inputs, as often as
 * wanted; what they are is said at {@link Snr}.
 *
 * <p>A network may have dense, 2-D convolution, max- and average-pooling, global pooling,
 * activation, dropout, output and loss layers, with ReLU, tanh, sigmoid or identity, and a softmax
 * at the end; layers may be frozen. A kernel of a convolution is a node, and each place of each
 * sample an observation; padding zeros are observations like any other. Any other layer or setting
 * is refused by name. Computed is what {@code network.output(x, false)} computes: without dropout.
 *
 * <p>The inputs are copied in single precision and kept with their covariances, which takes 4 (d² +
 * N d) bytes for N samples of d values, until {@link #close}. The network is not modified. May be
 * called by several threads, one after the other.
 */
public final class NetworkMeter implements AutoCloseable {
  private final float[] inputs;
  private final long[] dimensions;
  private final int[] labels;
  private final int classes;
  private final List<Variant> variants;
  private Prepared prepared;
  private Evaluator evaluator;

  /** What the evaluator's samples depend on. */
  private record Prepared(InputLayout layout, boolean classifier) {}

  /**
   * @param inputs what the network is fed with: samples × values, or samples of pictures in the
   *     network's own format; at least 2 samples, all values finite; copied
   * @param labels the classes, one-hot, samples × classes; null for none: there is then no accuracy
   * @param variants the ways to compute S and G, each with a name of its own; {@link Variant#PAPER}
   *     where none is given
   * @throws IllegalArgumentException when there are fewer than 2 samples, a value is not finite, or
   *     labels don't fit
   */
  @SuppressWarnings("try")
  public NetworkMeter(INDArray inputs, INDArray labels, Variant... variants) {
    this.variants = variants.length == 0 ? List.of(Variant.PAPER) : List.of(variants);
    if (this.variants.stream().map(Variant::name).distinct().count() < this.variants.size()) {
      throw new IllegalArgumentException("two variants of one name");
    }
    if (labels != null && (labels.rank() != 2 || labels.size(0) != inputs.size(0))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "labels must be %d × classes, one-hot, as there are %d samples",
              inputs.size(0),
              inputs.size(0)));
    }
    try (MemoryWorkspace own = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      this.inputs = Matrix.rowMajor(inputs);
      this.dimensions = inputs.shape();
      this.labels = labels == null ? null : classes(Matrix.of("labels", labels));
      this.classes = labels == null ? 0 : Math.toIntExact(labels.size(1));
    }
    checkValues(this.inputs, dimensions[0]);
  }

  private static void checkValues(float[] values, long samples) {
    new ArraySamples(Shape.flat(values.length / Math.toIntExact(samples)), values, null);
  }

  /**
   * Reads all that an iterator has, from its start if it can be reset, and resets it.
   *
   * @param data inputs and one-hot labels, as {@code network.evaluate} takes them
   * @param variants the ways to compute S and G; {@link Variant#PAPER} where none is given
   * @return a meter on those samples
   * @throws IllegalArgumentException when there are fewer than 2 samples, or labels don't fit
   */
  public static NetworkMeter of(DataSetIterator data, Variant... variants) {
    if (data.resetSupported()) {
      data.reset();
    }
    List<DataSet> parts = new ArrayList<>();
    data.forEachRemaining(parts::add);
    if (data.resetSupported()) {
      data.reset();
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("the iterator has no data");
    }
    DataSet all = DataSet.merge(parts);
    return new NetworkMeter(all.getFeatures(), all.getLabels(), variants);
  }

  /**
   * @param network the network, initialised, as it is now
   * @return its S and G under the first variant
   * @throws IllegalArgumentException when it has a layer that can't be measured, named in the
   *     message, or when inputs or labels do not fit it
   */
  public NetworkSnr measure(MultiLayerNetwork network) {
    return measureAll(network).get(0);
  }

  /**
   * @param network the network, initialised, as it is now
   * @return its S and G under each variant, in their order, from one pass over the samples
   * @throws IllegalArgumentException when it has a layer that can't be measured, named in the
   *     message, or when inputs or labels do not fit it
   */
  @SuppressWarnings("try")
  public synchronized List<NetworkSnr> measureAll(MultiLayerNetwork network) {
    try (MemoryWorkspace own = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      InputLayout now = InputLayout.of(network, dimensions);
      Model model = NetworkCopier.read(network, now.shape());
      boolean classifier = classifier(model);
      prepare(now, classifier);
      Evaluation evaluation = evaluator.evaluate(model, 0);
      return variants.stream().map(v -> NetworkSnr.of(evaluation, v, classifier)).toList();
    }
  }

  /**
   * Throws what {@link #measure} would throw because of the network.
   *
   * @param network the network, initialised
   * @throws IllegalArgumentException when it can't be measured
   */
  @SuppressWarnings("try")
  public void check(MultiLayerNetwork network) {
    try (MemoryWorkspace own = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      NetworkCopier.read(network, InputLayout.of(network, dimensions).shape());
    }
  }

  private boolean classifier(Model model) {
    List<Layer.Weighted> layers = model.weighted();
    Layer.Weighted last = layers.get(layers.size() - 1);
    boolean classifier = labels != null && last.activation() == Activation.SOFTMAX;
    if (classifier && last.nodes() != classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "labels of %d classes for a network of %d", classes, last.nodes()));
    }
    return classifier;
  }

  private void prepare(InputLayout layout, boolean classifier) {
    Prepared now = new Prepared(layout, classifier);
    if (!now.equals(prepared)) {
      close();
      ArraySamples samples =
          new ArraySamples(layout.shape(), layout.values(inputs), classifier ? labels : null);
      evaluator = new Evaluator(samples, variants);
      prepared = now;
    }
  }

  private static int[] classes(Matrix labels) {
    int[] classes = new int[labels.rows()];
    for (int s = 0; s < classes.length; s++) {
      int at = s * labels.columns();
      for (int k = 1; k < labels.columns(); k++) {
        if (labels.values()[at + k] > labels.values()[at + classes[s]]) {
          classes[s] = k;
        }
      }
    }
    return classes;
  }

  /** Frees what is kept outside the Java heap; it is made again if needed. */
  @Override
  public synchronized void close() {
    if (evaluator != null) {
      evaluator.close();
      evaluator = null;
      prepared = null;
    }
  }
}
