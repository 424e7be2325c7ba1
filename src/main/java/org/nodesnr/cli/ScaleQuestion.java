package org.nodesnr.cli;

import java.util.Locale;
import java.util.Optional;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.network.Samples;
import org.nodesnr.spec.Activation;

/**
 * Asks whether {@code --scale} is what training used, where accuracy and loss look as if it were
 * not. With another scale logits are too small or too large: the loss is then far from what the
 * accuracy lets one expect, or the accuracy is close to that of a constant answer.
 */
final class ScaleQuestion {
  /** Of what there is above a constant answer, the part that is no sign of training. */
  private static final double CHANCE = 0.05;

  private static final double HIGH_ACCURACY = 0.5;

  /** Nats of loss for each wrong answer, with the others right without doubt. */
  private static final double MOST_PER_ERROR = 10;

  /** Of fewer samples an accuracy says little. */
  private static final int FEWEST = 100;

  private ScaleQuestion() {}

  /**
   * @param network the network
   * @param samples what it was evaluated on
   * @param evaluation what came out
   * @param scale in the words of {@code --scale}
   * @return the question, if there is reason for one
   */
  static Optional<String> of(
      ImportedNetwork network, Samples samples, Evaluation evaluation, String scale) {
    if (!samples.labelled() || evaluation.test().samples() < FEWEST) {
      return Optional.empty();
    }
    double accuracy = evaluation.test().accuracy();
    double constant = constantAnswer(samples, evaluation.test().samples(), network.classes());
    if (accuracy < constant + CHANCE * (1 - constant)) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "accuracy is hardly above that of one answer to all (%.4f): is --scale %s what"
                  + " training used?",
              constant,
              scale));
    }
    int last = evaluation.layers().size() - 1;
    boolean softmax = network.graph().weighted().get(last).activation() == Activation.SOFTMAX;
    double loss = evaluation.test().loss();
    double uniform = Math.log(network.classes());
    double expected = Math.max(uniform / 2, MOST_PER_ERROR * (1 - accuracy));
    return softmax && accuracy > HIGH_ACCURACY && loss > Math.min(uniform, expected)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "a loss of %.2f is much for this accuracy (equal chances for all classes: %.2f):"
                    + " is --scale %s what training used?",
                loss,
                uniform,
                scale))
        : Optional.empty();
  }

  /** The share of the most frequent class. */
  private static double constantAnswer(Samples samples, int count, int classes) {
    int[] frequency = new int[classes];
    int most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, ++frequency[samples.label(i)]);
    }
    return (double) most / count;
  }
}
