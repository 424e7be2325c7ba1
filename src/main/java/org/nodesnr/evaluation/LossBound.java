package org.nodesnr.evaluation;

import org.nodesnr.network.Graph;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;

/**
 * Whether the mean cross-entropy over samples is below a level. No sample's loss is below 0, so the
 * samples are gone through only until their sum settles that it is not: of a loss L far above the
 * level l, the share l / L of them.
 */
public final class LossBound {
  private LossBound() {}

  /**
   * @param model the network
   * @param samples all of them count
   * @param level in nats
   * @return the mean cross-entropy in nats where it is below the level, NaN where it is none, else
   *     a lower bound of it that is not below the level
   */
  public static double loss(Model model, Samples samples, double level) {
    int n = samples.size();
    ScoreTally tally = new ScoreTally(samples);
    tally.addWhile(() -> !(tally.sum() / n >= level), Graph.of(model), n);
    return tally.sum() / n;
  }
}
