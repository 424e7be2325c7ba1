package org.nodesnr.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs samples through a network, batch by batch, in buffers that are made once. The products run
 * on ND4J; what is done to each value runs on Java arrays, where an {@link Observer} sees it.
 *
 * <p>Not for use by several threads at once.
 */
public final class ForwardPass implements AutoCloseable {
  /** Values of the largest layer in one batch: 16 MiB of floats. */
  private static final int MAX_BATCH_VALUES = 1 << 22;

  private static final int MAX_BATCH = 512;

  /** Sees the values of the layers that have weights, numbered from 1 on. */
  public interface Observer {
    /**
     * The weighted inputs of a layer, before bias and activation.
     *
     * @param layer number of the layer, from 1
     * @param input the layer's input, sample after sample, each in the order of {@link Shape}; not
     *     to be modified, and valid only during the call
     * @param weighted {@code Wᵀx} for each sample and place, in the same order; likewise
     * @param samples how many samples
     */
    default void weighted(int layer, float[] input, float[] weighted, int samples) {}

    /**
     * The output of a weighted layer: after its activation, before any pooling that follows. For a
     * softmax layer these are the logits {@code Wᵀx + b}.
     *
     * @param layer number of the layer, from 1
     * @param values as in {@link #weighted}
     * @param first index of the first sample
     * @param samples how many samples
     */
    default void output(int layer, float[] values, int first, int samples) {}
  }

  private final Model model;
  private final int batch;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Model.Output> outputs;
  private float[] values;
  private float[] next;

  /**
   * @param model the network; its weights are copied
   * @param samples the most samples that one {@link #run} will see; bounds the buffers
   * @throws IllegalArgumentException when the layers don't fit together
   */
  public ForwardPass(Model model, int samples) {
    this.model = model;
    this.outputs = model.outputs();
    Shape shape = model.input();
    int largest = shape.size();
    for (Layer layer : model.layers()) {
      shape = layer.output(shape);
      largest = Math.max(largest, shape.size());
    }
    int most = Math.max(1, Math.min(MAX_BATCH, MAX_BATCH_VALUES / largest));
    int batches = Math.max(1, (samples + most - 1) / most);
    this.batch = Math.max(1, (samples + batches - 1) / batches);
    this.values = new float[largest * batch];
    this.next = new float[largest * batch];
    shape = model.input();
    for (Layer layer : model.layers()) {
      stages.add(Stage.of(layer, shape, batch));
      shape = layer.output(shape);
    }
  }

  /**
   * Runs the first samples through the network.
   *
   * @param samples where they come from; of the shape of the network's input
   * @param count how many, from the first on
   * @param observer sees the values
   */
  public void run(Samples samples, int count, Observer observer) {
    if (!samples.shape().equals(model.input())) {
      throw new IllegalArgumentException(
          "samples of " + samples.shape() + " for a network of " + model.input());
    }
    int size = model.input().size();
    for (int first = 0; first < count; first += batch) {
      int n = Math.min(batch, count - first);
      for (int i = 0; i < n; i++) {
        samples.copyTo(first + i, values, i * size);
      }
      runBatch(first, n, observer);
    }
  }

  private void runBatch(int first, int n, Observer observer) {
    int layer = 0;
    for (int k = 0; k < stages.size(); k++) {
      Stage stage = stages.get(k);
      stage.apply(values, next, n);
      if (stage instanceof WeightedStage weighted) {
        observer.weighted(++layer, values, next, n);
        weighted.activate(next, n);
      }
      if (layer > 0 && outputs.get(layer - 1).position() == k) {
        observer.output(layer, next, first, n);
      }
      float[] swap = values;
      values = next;
      next = swap;
    }
  }

  @Override
  public void close() {
    stages.forEach(Stage::close);
  }
}
