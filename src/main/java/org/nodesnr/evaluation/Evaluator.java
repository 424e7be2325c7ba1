package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Layer;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

/**
 * Measures networks: accuracy, loss, and S and G of every node, layer by layer, under several
 * variants at once.
 *
 * <p>Samples stream through the network once, and a second time where a variant counts inputs above
 * their means; memory does not grow with their number. The covariance matrix of the first layer's
 * inputs, the same for every network, is kept from one evaluation to the next.
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
  private record FirstLayer(List<Graph.Step> before, Window window, int samples) {}

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
   * Accuracy and mean cross-entropy. What the last step makes, before a softmax, is taken for
   * logits.
   *
   * @param model the network
   * @param samples where the samples come from
   * @param count how many, from the first on; 0, a negative number or more than there are for all
   * @return the score
   */
  public static Score score(Model model, Samples samples, int count) {
    return score(Graph.of(model), samples, count);
  }

  /**
   * As {@link #score(Model, Samples, int)}.
   *
   * @param model the network
   * @param samples where the samples come from
   * @param count how many, from the first on; 0, a negative number or more than there are for all
   * @return the score
   */
  public static Score score(Graph model, Samples samples, int count) {
    ScoreTally tally = new ScoreTally(samples);
    tally.addWhile(() -> true, model, number(samples, count));
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
    return evaluate(Graph.of(model), count);
  }

  /**
   * As {@link #evaluate(Model, int)}: S and G of a layer are those of its inputs and weights,
   * whatever the graph around it.
   *
   * @param model the network
   * @param count how many samples, from the first on; 0, a negative number or more than there are
   *     for all
   * @return the measurements
   */
  public Evaluation evaluate(Graph model, int count) {
    return gathered(model, count, (score, tasks) -> report(score, tasks, number(test, count)));
  }

  /**
   * The weighted covariances of every node under the first variant.
   *
   * @param model the network
   * @param count how many samples, as above
   * @return one entry for each layer with weights
   */
  public List<SeenLayer> covariances(Model model, int count) {
    return gathered(
        Graph.of(model),
        count,
        (score, tasks) ->
            tasks.stream().map(task -> LayerReport.seen(task, variants.get(0))).toList());
  }

  private <T> T gathered(Graph model, int count, BiFunction<Score, List<LayerTask>, T> made) {
    int n = number(test, count);
    List<LayerTask> tasks = new ArrayList<>();
    ScoreTally score = new ScoreTally(test);
    try (ForwardPass pass = new ForwardPass(model, n, before)) {
      FirstLayer first = plan(model, pass.inputSlopes(), n, tasks);
      pass.run(test, n, observer(model, tasks, score));
      if (variants.stream().anyMatch(Variant::countsCentred)) {
        tasks.forEach(LayerTask::beginCount);
        pass.run(test, n, counting(tasks));
      }
      tasks.get(0).learn().ifPresent(inputs -> remember(first, inputs));
      return made.apply(score.score(), tasks);
    } finally {
      tasks.forEach(LayerTask::close);
    }
  }

  private FirstLayer plan(Graph model, List<LayerSlopes> slopes, int n, List<LayerTask> tasks) {
    List<Shape> shapes = model.shapes();
    List<Graph.Output> outputs = model.outputs();
    FirstLayer firstLayer = null;
    for (int step : model.weightedSteps()) {
      int number = tasks.size();
      boolean first = number == 0;
      Layer.Weighted layer = (Layer.Weighted) model.steps().get(step).operation();
      Window window = Window.of(layer, shapes.get(model.steps().get(step).inputs().get(0)));
      int nodes = layer.nodes() / LayerTask.groups(layer);
      LayerMethod method = choice.of(window, nodes, n, first);
      if (first) {
        firstLayer = new FirstLayer(model.steps().subList(0, step), window, n);
      }
      KnownInputs knownInputs = first ? known.get(firstLayer) : null;
      Shape output = outputs.get(number).shape();
      tasks.add(new LayerTask(layer, window, slopes.get(number), method, knownInputs, output));
    }
    return firstLayer;
  }

  private static ForwardPass.Observer observer(
      Graph model, List<LayerTask> tasks, ScoreTally score) {
    int classes = classes(model);
    return new ForwardPass.Observer() {
      @Override
      public void slopes(int layer, float[] squared, int samples) {
        tasks.get(layer - 1).slopes(squared, samples);
      }

      @Override
      public void weighted(int layer, float[] input, float[] weighted, int samples) {
        tasks.get(layer - 1).weighted(input, weighted, samples);
      }

      @Override
      public void output(int layer, float[] values, int first, int samples) {
        tasks.get(layer - 1).output(values, samples);
      }

      @Override
      public void result(float[] values, int first, int samples) {
        score.add(values, first, samples, classes);
      }
    };
  }

  private static ForwardPass.Observer counting(List<LayerTask> tasks) {
    return new ForwardPass.Observer() {
      @Override
      public void weighted(int layer, float[] input, float[] weighted, int samples) {
        tasks.get(layer - 1).count(input, samples);
      }
    };
  }

  private Evaluation report(Score score, List<LayerTask> tasks, int n) {
    List<LayerReport> reports = new ArrayList<>();
    for (int k = 0; k < tasks.size(); k++) {
      LayerTask task = tasks.get(k);
      boolean outputs = task.softmax() || (endsInOutputs && k + 1 == tasks.size());
      List<Gathered> parts = task.parts().stream().map(Gathered::of).toList();
      reports.add(LayerReport.of(k + 1, outputs, task.layer(), parts, task.rates(), variants, n));
    }
    return LayerReport.together(score, reports);
  }

  private void remember(FirstLayer first, KnownInputs inputs) {
    if (known.size() == KNOWN_ENTRIES) {
      Iterator<KnownInputs> oldest = known.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
    known.put(first, inputs);
  }

  static int classes(Graph model) {
    List<Shape> shapes = model.shapes();
    return shapes.get(shapes.size() - 1).size();
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
