package org.nodesnr.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.nodesnr.spec.Activation;

/**
 * Runs samples through a network, batch by batch, in buffers that are made once and used again as
 * soon as no later step takes what they hold. The products run on ND4J; what is done to each value
 * runs on Java arrays, where an {@link Observer} sees it.
 *
 * <p>Not for use by several threads at once.
 */
public final class ForwardPass implements AutoCloseable {
  /** Values of the largest layer in one batch: 16 MiB of floats. */
  private static final int MAX_BATCH_VALUES = 1 << 22;

  private static final int MAX_BATCH = 512;

  /** Values of a batch in all buffers together: 128 MiB of floats, but for networks of so many. */
  private static final long MAX_VALUES = 1 << 25;

  /** Sees the values of the layers that have weights, numbered from 1 on. */
  public interface Observer {
    /**
     * The squared slopes of what made a layer's input, before {@link #weighted}, where {@link
     * #inputSlopes} says that the input does not tell them.
     *
     * @param layer number of the layer, from 1
     * @param squared in the order of the input; not to be modified, valid only during the call
     * @param samples how many samples
     */
    default void slopes(int layer, float[] squared, int samples) {}

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

    /**
     * What the network gives: what its last step makes, before a softmax.
     *
     * @param values sample after sample; not to be modified, and valid only during the call
     * @param first index of the first sample
     * @param samples how many samples
     */
    default void result(float[] values, int first, int samples) {}
  }

  private final Shape input;
  private final int batch;
  private final List<Graph.Step> steps;
  private final List<LayerSlopes> slopes;
  private final List<ForwardStep> stages = new ArrayList<>();
  private final Map<Integer, List<Integer>> outputs = new HashMap<>();
  private final ValuePlan plan;
  private final float[][] buffers;
  private final ProductScratch scratch;

  /**
   * @param model the network; its weights are copied
   * @param samples the most samples that one {@link #run} will see; bounds the buffers
   * @throws IllegalArgumentException when the layers don't fit together
   */
  public ForwardPass(Model model, int samples) {
    this(Graph.of(model), samples);
  }

  /**
   * @param graph the network; its weights are copied
   * @param samples the most samples that one {@link #run} will see; bounds the buffers
   * @throws IllegalArgumentException when the steps don't fit together
   */
  public ForwardPass(Graph graph, int samples) {
    this(graph, samples, Activation.RELU);
  }

  /**
   * @param graph the network; its weights are copied
   * @param samples the most samples that one {@link #run} will see; bounds the buffers
   * @param before the activation that made the samples, where slopes are asked for
   * @throws IllegalArgumentException when the steps don't fit together
   */
  public ForwardPass(Graph graph, int samples, Activation before) {
    this.input = graph.input();
    InputSlopes withSlopes = new InputSlopes(graph, before);
    this.steps = withSlopes.steps();
    this.slopes = withSlopes.slopes();
    List<Shape> shapes = new Graph(input, steps).shapes();
    this.plan = ValuePlan.of(steps, shapes, withSlopes.kept());
    this.batch = batch(shapes, samples);
    this.buffers = new float[plan.sizes().length][];
    for (int k = 0; k < buffers.length; k++) {
      buffers[k] = new float[Math.multiplyExact(plan.sizes()[k], batch)];
    }
    this.scratch = scratch(shapes);
    for (Graph.Step step : steps) {
      List<Shape> inputs = step.inputs().stream().map(shapes::get).toList();
      stages.add(ForwardStep.of(step.operation(), inputs, scratch));
    }
    int layer = 0;
    for (Graph.Output output : graph.outputs()) {
      int step = withSlopes.moved(output.value()) - 1;
      outputs.computeIfAbsent(step, k -> new ArrayList<>()).add(++layer);
    }
  }

  /**
   * @return the slopes at the inputs of each layer with weights
   */
  public List<LayerSlopes> inputSlopes() {
    return slopes;
  }

  private int batch(List<Shape> shapes, int samples) {
    int largest = shapes.stream().mapToInt(Shape::size).max().orElse(1);
    int most = Math.min(MAX_BATCH, MAX_BATCH_VALUES / largest);
    most = (int) Math.max(1, Math.min(most, MAX_VALUES / plan.total()));
    int batches = Math.max(1, (samples + most - 1) / most);
    return Math.max(1, (samples + batches - 1) / batches);
  }

  private ProductScratch scratch(List<Shape> shapes) {
    int operand = 0;
    int result = 0;
    for (int k = 0; k < steps.size(); k++) {
      if (steps.get(k).operation() instanceof Layer.Weighted layer) {
        Shape seen = shapes.get(steps.get(k).inputs().get(0));
        operand = Math.max(operand, WeightedStep.operand(layer, seen));
        result = Math.max(result, shapes.get(k + 1).size());
      }
    }
    return new ProductScratch(batch, operand, result);
  }

  /**
   * Runs the first samples through the network.
   *
   * @param samples where they come from; of the shape of the network's input
   * @param count how many, from the first on
   * @param observer sees the values
   */
  public void run(Samples samples, int count, Observer observer) {
    runWhile(() -> true, samples, count, observer);
  }

  /**
   * Runs the first samples through the network, as long as that is wanted.
   *
   * @param wanted asked before every batch
   * @param samples where they come from; of the shape of the network's input
   * @param count how many, from the first on
   * @param observer sees the values
   */
  public void runWhile(BooleanSupplier wanted, Samples samples, int count, Observer observer) {
    if (!samples.shape().equals(input)) {
      throw new IllegalArgumentException(
          "samples of " + samples.shape() + " for a network of " + input);
    }
    int size = input.size();
    for (int first = 0; first < count && wanted.getAsBoolean(); first += batch) {
      int n = Math.min(batch, count - first);
      for (int i = 0; i < n; i++) {
        samples.copyTo(first + i, values(0), i * size);
      }
      runBatch(first, n, observer);
    }
  }

  private float[] values(int value) {
    return buffers[plan.slots()[value]];
  }

  private void runBatch(int first, int n, Observer observer) {
    int layer = 0;
    for (int k = 0; k < stages.size(); k++) {
      float[][] in = steps.get(k).inputs().stream().map(this::values).toArray(float[][]::new);
      float[] out = values(k + 1);
      stages.get(k).apply(in, out, n);
      if (stages.get(k) instanceof ForwardStep.OfWeights weighted) {
        LayerSlopes own = slopes.get(layer++);
        if (!own.told()) {
          observer.slopes(layer, values(own.value()), n);
        }
        observer.weighted(layer, in[0], out, n);
        weighted.activate(out, n);
      }
      for (int done : outputs.getOrDefault(k, List.of())) {
        observer.output(done, out, first, n);
      }
    }
    observer.result(values(stages.size()), first, n);
  }

  @Override
  public void close() {
    stages.forEach(ForwardStep::close);
    scratch.close();
  }
}
