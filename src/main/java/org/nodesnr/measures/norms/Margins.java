package org.nodesnr.measures.norms;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.nodesnr.measures.net.Batches;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Softmax;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Samples;

/**
 * Margins z_y − max_{k≠y} z_k, negative where a sample is misclassified.
 *
 * @param sorted of all samples, ascending
 */
public record Margins(double[] sorted) {

  /** Reads margins of whatever passes over all samples, be it for their sake or not. */
  public static final class Collected implements Batches.Visitor {
    private final Inputs inputs;
    private final double[] margins;

    /**
     * @param inputs all samples
     */
    public Collected(Inputs inputs) {
      this.inputs = inputs;
      this.margins = new double[inputs.size()];
    }

    @Override
    public void batch(Pass pass, Softmax softmax, int first) {
      int classes = pass.structure().classes();
      Reals z = pass.logits();
      for (int s = 0; s < pass.samples(); s++) {
        int at = s * classes;
        margins[first + s] = margin(k -> z.get(at + k), classes, inputs.label(first + s));
      }
    }

    /** Once all samples have been seen. */
    public Margins margins() {
      double[] sorted = margins.clone();
      Arrays.sort(sorted);
      return new Margins(sorted);
    }
  }

  /**
   * @param landscape at the parameters that are meant
   * @return the margins of its samples
   */
  public static Margins of(Landscape landscape) {
    Collected collected = new Collected(landscape.inputs());
    landscape.toLogits(collected);
    return collected.margins();
  }

  /**
   * @param graph a network; what its last step makes, before a softmax, is taken for logits
   * @param samples labelled samples
   * @param count how many of them, the first ones
   * @return the margins of these
   */
  public static Margins of(Graph graph, Samples samples, int count) {
    double[] margins = new double[count];
    int classes = graph.shapes().get(graph.steps().size()).size();
    try (ForwardPass pass = new ForwardPass(graph, count)) {
      pass.run(
          samples,
          count,
          new ForwardPass.Observer() {
            @Override
            public void result(float[] values, int first, int number) {
              for (int s = 0; s < number; s++) {
                int at = s * classes;
                int label = samples.label(first + s);
                margins[first + s] = margin(k -> values[at + k], classes, label);
              }
            }
          });
    }
    Arrays.sort(margins);
    return new Margins(margins);
  }

  private static double margin(IntToDoubleFunction logits, int classes, int label) {
    double rival = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      rival = k == label ? rival : Math.max(rival, logits.applyAsDouble(k));
    }
    return logits.applyAsDouble(label) - rival;
  }

  /** The smallest. */
  public double smallest() {
    return sorted[0];
  }

  /** γ: number ⌊n/10⌋ from below, the smallest below 20 samples. */
  public double tenthPercentile() {
    return sorted[Math.max(1, sorted.length / 10) - 1];
  }

  /** The lower median. */
  public double median() {
    return sorted[(sorted.length - 1) / 2];
  }

  /** 1/γ²; NaN where γ ≤ 0. */
  public static double inverse(double gamma) {
    return gamma > 0 ? 1 / (gamma * gamma) : Double.NaN;
  }
}
