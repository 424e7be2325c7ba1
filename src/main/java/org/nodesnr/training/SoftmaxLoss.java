package org.nodesnr.training;

/**
 * Softmax with cross-entropy, in double precision: {@code f = −ln p_label}, {@code ∂f/∂z_i = p_i −
 * [i = label]}.
 */
final class SoftmaxLoss {
  private SoftmaxLoss() {}

  /**
   * @param logits modified: z on entry, one sample after the other; on return the gradient of the
   *     summed loss
   * @param labels the classes, as many as samples
   * @param classes number of classes
   * @return loss summed over the samples, in nats; NaN where a z is NaN or infinite
   */
  static double lossAndGradient(float[] logits, int[] labels, int classes) {
    double loss = 0;
    double[] p = new double[classes];
    for (int s = 0; s < labels.length; s++) {
      int at = s * classes;
      double max = Double.NEGATIVE_INFINITY;
      double min = Double.POSITIVE_INFINITY;
      for (int i = 0; i < classes; i++) {
        max = Math.max(max, logits[at + i]);
        min = Math.min(min, logits[at + i]);
      }
      double sum = 0;
      for (int i = 0; i < classes; i++) {
        p[i] = Math.exp(logits[at + i] - max);
        sum += p[i];
      }
      loss += Math.log(sum) + max - logits[at + labels[s]];
      if (!Double.isFinite(max - min)) {
        loss = Double.NaN;
      }
      for (int i = 0; i < classes; i++) {
        logits[at + i] = (float) (p[i] / sum - (i == labels[s] ? 1 : 0));
      }
    }
    return loss;
  }
}
