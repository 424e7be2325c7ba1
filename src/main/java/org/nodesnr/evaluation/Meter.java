package org.nodesnr.evaluation;

import java.util.List;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.spec.Variant;

/**
 * Measures networks of one kind again and again, wherever it computes. Every meter reads the same,
 * within rounding, as that of the processor. One thread at a time.
 */
public interface Meter extends AutoCloseable {
  /**
   * @param test the samples on which networks are evaluated
   * @param variants the ways to compute S and G
   * @return what measures with an {@link Evaluator}
   */
  static Meter onProcessor(Samples test, List<Variant> variants) {
    Evaluator evaluator = new Evaluator(test, variants);
    return new Meter() {
      @Override
      public Score score(Model model, Samples samples, int count) {
        return Evaluator.score(model, samples, count);
      }

      @Override
      public Evaluation evaluate(Model model, int count) {
        return evaluator.evaluate(model, count);
      }

      @Override
      public void close() {
        evaluator.close();
      }
    };
  }

  /**
   * @param model the network
   * @param samples where the samples come from
   * @param count how many, from the first on; 0, a negative number or more than there are for all
   * @return accuracy and mean cross-entropy, as {@link Evaluator#score(Model, Samples, int)}
   */
  Score score(Model model, Samples samples, int count);

  /**
   * @param model the network
   * @param count how many of the test samples, from the first on; 0, a negative number or more than
   *     there are for all
   * @return the score and the measures of layers and nodes, as {@link Evaluator#evaluate(Model,
   *     int)}
   */
  Evaluation evaluate(Model model, int count);

  @Override
  void close();
}
