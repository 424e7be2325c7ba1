package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.config.Activation;
import org.nodesnr.config.Variant;
import org.nodesnr.measure.Reading;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.NodeValues;
import org.nodesnr.results.NodeVectors;

/**
 * Measures networks: accuracy, loss, and S and G of every node, layer by layer, under several
 * variants at once.
 *
 * <p>Samples stream through the network once; memory does not grow with their number. The
 * covariance matrix of the first layer's inputs, the same for every network, is kept from one
 * evaluation to the next.
 *
 * <p>Not for use by several threads at once. Holds arrays outside the Java heap until closed.
 */
public final class Evaluator implements AutoCloseable {
  private static final int KNOWN_ENTRIES = 4;

  private final Samples test;
  private final List<Variant> variants;
  private final Activation before;
  private final boolean endsInOutputs;
  private final LayerMethod.Choice choice;
  private final Map<FirstLayer, KnownInputs> known = new LinkedHashMap<>();

  /** What decides the inputs of the first layer that has weights. */
  private record FirstLayer(List<Layer> poolingBefore, Window window, int samples) {}

  /**
   * @param test the samples on which networks are evaluated
   * @param variants the ways to compute S and G
   */
  public Evaluator(Samples test, List<Variant> variants) {
    this(test, variants, LayerMethod::cheapest);
  }

  /**
   * For layers in the midst of a network, whose samples are the outputs of other nodes: the last
   * one is no output layer, unless it is a softmax.
   *
   * @param test the samples on which networks are evaluated
   * @param variants the ways to compute S and G
   * @param before the activation that made the samples; not a softmax
   */
  public Evaluator(Samples test, List<Variant> variants, Activation before) {
    this(test, variants, before, false, LayerMethod::cheapest);
  }

  /** With a choice of one's own. */
  Evaluator(Samples test, List<Variant> variants, LayerMethod.Choice choice) {
    this(test, variants, Activation.RELU, true, choice);
  }

  private Evaluator(
      Samples test,
      List<Variant> variants,
      Activation before,
      boolean endsInOutputs,
      LayerMethod.Choice choice) {
    this.test = test;
    this.variants = List.copyOf(variants);
    this.before = before;
    this.endsInOutputs = endsInOutputs;
    this.choice = choice;
  }

  /**
   * Accuracy and mean cross-entropy. The outputs of the last layer, before its softmax, are taken
   * as logits.
   *
   * @param model the network
   * @param samples where the samples come from
   * @param count how many, from the first on; 0, a negative number or more than there are for all
   * @return the score
   */
  public static Score score(Model model, Samples samples, int count) {
    int n = number(samples, count);
    int last = model.weighted().size();
    ScoreTally tally = new ScoreTally(samples);
    try (ForwardPass pass = new ForwardPass(model, n)) {
      pass.run(
          samples,
          n,
          new ForwardPass.Observer() {
            @Override
            public void output(int layer, float[] values, int first, int k) {
              if (layer == last) {
                tally.add(values, first, k, classes(model));
              }
            }
          });
    }
    return tally.score();
  }

  /**
   * S and G of every layer and node, and the score, on the test samples.
   *
   * @param model the network
   * @param count how many samples, from the first on; 0, a negative number or more than there are
   *     for all
   * @return the measurements
   */
  public Evaluation evaluate(Model model, int count) {
    int n = number(test, count);
    List<LayerTask> tasks = new ArrayList<>();
    ScoreTally score = new ScoreTally(test);
    try (ForwardPass pass = new ForwardPass(model, n)) {
      FirstLayer first = plan(model, n, tasks);
      pass.run(test, n, observer(model, tasks, score));
      tasks.get(0).learn().ifPresent(inputs -> remember(first, inputs));
      return report(score.score(), tasks, n);
    } finally {
      tasks.forEach(LayerTask::close);
    }
  }

  private FirstLayer plan(Model model, int n, List<LayerTask> tasks) {
    Shape shape = model.input();
    Activation passed = before;
    List<Model.Output> outputs = model.outputs();
    FirstLayer firstLayer = null;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        Window window = Window.of(weighted, shape);
        boolean first = tasks.isEmpty();
        LayerMethod method = choice.of(window, weighted.nodes(), n, first);
        if (first) {
          int position = model.layers().indexOf(layer);
          firstLayer = new FirstLayer(model.layers().subList(0, position), window, n);
        }
        KnownInputs knownInputs = first ? known.get(firstLayer) : null;
        Model.Output output = outputs.get(tasks.size());
        tasks.add(new LayerTask(weighted, window, passed, method, knownInputs, output.shape()));
        passed = output.activation();
      }
      shape = layer.output(shape);
    }
    return firstLayer;
  }

  private static ForwardPass.Observer observer(
      Model model, List<LayerTask> tasks, ScoreTally score) {
    return new ForwardPass.Observer() {
      @Override
      public void weighted(int layer, float[] input, float[] weighted, int samples) {
        tasks.get(layer - 1).weighted(input, weighted, samples);
      }

      @Override
      public void output(int layer, float[] values, int first, int samples) {
        tasks.get(layer - 1).output(values, samples);
        if (layer == tasks.size()) {
          score.add(values, first, samples, classes(model));
        }
      }
    };
  }

  private Evaluation report(Score score, List<LayerTask> tasks, int n) {
    List<MeasuredLayer> layers = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    List<NodeValues> nodes = new ArrayList<>();
    List<NodeVectors> vectors = new ArrayList<>();
    for (int k = 0; k < tasks.size(); k++) {
      LayerTask task = tasks.get(k);
      boolean outputs = task.softmax() || (endsInOutputs && k + 1 == tasks.size());
      LayerReport report = LayerReport.of(k + 1, outputs, task, variants, n);
      layers.add(report.layer());
      readings.addAll(report.readings());
      nodes.addAll(report.nodes());
      vectors.addAll(report.vectors());
    }
    return new Evaluation(score, layers, readings, nodes, vectors);
  }

  private void remember(FirstLayer first, KnownInputs inputs) {
    if (known.size() == KNOWN_ENTRIES) {
      Iterator<KnownInputs> oldest = known.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
    known.put(first, inputs);
  }

  private static int classes(Model model) {
    List<Layer.Weighted> layers = model.weighted();
    return layers.get(layers.size() - 1).nodes();
  }

  private static int number(Samples samples, int count) {
    if (samples.size() == 0) {
      throw new IllegalArgumentException("no samples to evaluate on");
    }
    return count <= 0 ? samples.size() : Math.min(count, samples.size());
  }

  @Override
  public void close() {
    known.values().forEach(KnownInputs::close);
    known.clear();
  }
}
