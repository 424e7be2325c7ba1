package org.nodesnr.evaluation;

import java.util.function.BooleanSupplier;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Samples;
import org.nodesnr.results.Checkpoint.Score;

/**
 * Accuracy and mean cross-entropy {@code −log softmax(z)_label} from logits z, in double precision.
 * The class with the largest logit is the answer, the first of several; a sample whose loss is not
 * a number is wrong. Without labels there is neither: both are NaN.
 */
public final class ScoreTally {
  private final Samples samples;
  private int count;
  private int correct;
  private double loss;

  /**
   * @param samples whose labels count
   */
  public ScoreTally(Samples samples) {
    this.samples = samples;
  }

  /**
   * Adds samples.
   *
   * @param logits sample after sample
   * @param first number of the first of them
   * @param n how many
   * @param classes number of classes
   */
  public void add(float[] logits, int first, int n, int classes) {
    if (!samples.labelled()) {
      count += n;
      loss = Double.NaN;
      return;
    }
    for (int s = 0; s < n; s++) {
      addSample(logits, s * classes, classes, samples.label(first + s));
    }
  }

  /**
   * Adds what a network gives for the first samples, as long as that is wanted.
   *
   * @param wanted asked before every batch
   * @param model the network
   * @param n how many samples
   */
  void addWhile(BooleanSupplier wanted, Graph model, int n) {
    int classes = Evaluator.classes(model);
    try (ForwardPass pass = new ForwardPass(model, n)) {
      pass.runWhile(
          wanted,
          samples,
          n,
          new ForwardPass.Observer() {
            @Override
            public void result(float[] values, int first, int k) {
              add(values, first, k, classes);
            }
          });
    }
  }

  private void addSample(float[] z, int at, int classes, int label) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (z[at + k] > z[at + best]) {
        best = k;
      }
    }
    double max = z[at + best];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(z[at + k] - max);
    }
    double sampleLoss = Math.log(sum) + max - z[at + label];
    loss += sampleLoss;
    count++;
    if (best == label && !Double.isNaN(sampleLoss)) {
      correct++;
    }
  }

  /** The losses added so far. */
  double sum() {
    return loss;
  }

  /**
   * @return accuracy and mean cross-entropy of what was added
   */
  public Score score() {
    double accuracy = samples.labelled() ? (double) correct / count : Double.NaN;
    return new Score(accuracy, loss / count, count);
  }
}
