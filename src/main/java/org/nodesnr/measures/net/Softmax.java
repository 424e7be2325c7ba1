package org.nodesnr.measures.net;

import java.util.function.IntUnaryOperator;

/**
 * Softmax with cross-entropy ℓ = −ln p_y of the samples of a batch, in double. A sample that is
 * fitted well keeps its digits: δ_y is the negative sum of the other δ, never p_y − 1.
 */
public final class Softmax {
  private final int classes;
  private final double[] p;
  private final double[] losses;
  private final int[] largest;
  private int samples;

  /**
   * @param classes number of logits
   * @param batch the most samples
   */
  public Softmax(int classes, int batch) {
    this.classes = classes;
    this.p = new double[classes * batch];
    this.losses = new double[batch];
    this.largest = new int[batch];
  }

  /**
   * @param pass after its forward pass
   * @param inputs whose labels count
   * @param first index of the first sample of the batch
   */
  public void read(Pass pass, Inputs inputs, int first) {
    read(pass.logits(), pass.samples(), s -> inputs.label(first + s));
  }

  /**
   * @param z logits, sample after sample
   * @param count how many samples
   * @param labels one for each
   */
  public void read(Reals z, int count, IntUnaryOperator labels) {
    samples = count;
    for (int s = 0; s < samples; s++) {
      int at = s * classes;
      int top = 0;
      for (int k = 1; k < classes; k++) {
        top = z.get(at + k) > z.get(at + top) ? k : top;
      }
      double rest = 0;
      for (int k = 0; k < classes; k++) {
        p[at + k] = Math.exp(z.get(at + k) - z.get(at + top));
        rest += k == top ? 0 : p[at + k];
      }
      for (int k = 0; k < classes; k++) {
        p[at + k] /= 1 + rest;
      }
      largest[s] = top;
      losses[s] = Math.log1p(rest) + z.get(at + top) - z.get(at + labels.applyAsInt(s));
    }
  }

  /**
   * @param sample number within the batch
   * @param k a class
   * @return its probability
   */
  public double p(int sample, int k) {
    return p[sample * classes + k];
  }

  /**
   * @param sample number within the batch
   * @return its loss in nats
   */
  public double loss(int sample) {
    return losses[sample];
  }

  /** Samples of the batch. */
  public int samples() {
    return samples;
  }

  /** The sum of the batch's losses. */
  public double lossSum() {
    double sum = 0;
    for (int s = 0; s < samples; s++) {
      sum += losses[s];
    }
    return sum;
  }

  /**
   * @param sample number within the batch
   * @return the class of its largest logit, the first of equals
   */
  public int predicted(int sample) {
    return largest[sample];
  }

  /**
   * @param labels one for each sample of the batch
   * @return how many samples are predicted to be of their class
   */
  int hits(IntUnaryOperator labels) {
    int hits = 0;
    for (int s = 0; s < samples; s++) {
      hits += largest[s] == labels.applyAsInt(s) ? 1 : 0;
    }
    return hits;
  }

  /**
   * Gradients p − e_label of the losses.
   *
   * @param labels one for each sample of the batch
   * @param out modified: sample after sample
   */
  public void deltas(IntUnaryOperator labels, Reals out) {
    for (int s = 0; s < samples; s++) {
      int at = s * classes;
      int label = labels.applyAsInt(s);
      double others = 0;
      for (int k = 0; k < classes; k++) {
        if (k != label) {
          out.set(at + k, p[at + k]);
          others += p[at + k];
        }
      }
      out.set(at + label, -others);
    }
  }

  /**
   * Products (diag p − p pᵀ) u of the Hessian of the loss with respect to the logits.
   *
   * @param u sample after sample
   * @param out modified, likewise
   */
  public void curvature(Reals u, Reals out) {
    for (int s = 0; s < samples; s++) {
      int at = s * classes;
      double mean = 0;
      for (int k = 0; k < classes; k++) {
        mean += p[at + k] * u.get(at + k);
      }
      double others = 0;
      for (int k = 0; k < classes; k++) {
        if (k != largest[s]) {
          double product = p[at + k] * (u.get(at + k) - mean);
          out.set(at + k, product);
          others += product;
        }
      }
      out.set(at + largest[s], -others);
    }
  }
}
