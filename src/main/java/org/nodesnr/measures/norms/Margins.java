package org.nodesnr.measures.norms;

import java.util.Arrays;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Reals;

/**
 * Margins z_y − max_{k≠y} z_k, negative where a sample is misclassified.
 *
 * @param sorted of all samples, ascending
 */
public record Margins(double[] sorted) {

  /**
   * @param landscape at the parameters that are meant
   * @return the margins of its samples
   */
  public static Margins of(Landscape landscape) {
    int classes = landscape.structure().classes();
    double[] margins = new double[landscape.inputs().size()];
    landscape.forward(
        (pass, softmax, first) -> {
          Reals z = pass.logits();
          for (int s = 0; s < pass.samples(); s++) {
            int label = landscape.inputs().label(first + s);
            double rival = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
              rival = k == label ? rival : Math.max(rival, z.get(s * classes + k));
            }
            margins[first + s] = z.get(s * classes + label) - rival;
          }
        });
    Arrays.sort(margins);
    return new Margins(margins);
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
