package org.nodesnr.analysis;

import java.util.Optional;
import org.nodesnr.statistics.ConditionalInformation;
import org.nodesnr.statistics.GranulatedKendall;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.SignError;

/**
 * How well a measure ranks runs by a generalisation gap. The measure enters times its sign, which
 * is fixed beforehand: a positive coefficient is what is expected.
 *
 * @param name of the measure's column, or of a control
 * @param control whether it is there to be beaten
 * @param sign 1 where a larger gap is expected of a larger value, −1 where a smaller one
 * @param n runs that have both
 * @param leftOut runs that have not
 * @param tau Kendall's τ_b
 * @param interval of τ_b, from a bootstrap over settings
 * @param granulated Kendall's τ over runs that differ in one hyperparameter
 * @param information what the measure says of the order of two runs, hyperparameters known
 * @param bySeeds sign errors over settings whose gaps differ by more than replicates do
 * @param byTestSize sign errors over differences that the size of the test set resolves
 * @param within τ_b among the runs of each setting
 * @param givenLoss Spearman's partial correlation given training loss
 * @param givenNorm given weight norm
 * @param givenBoth given both
 * @param settingsShare R² of the gap on settings
 * @param settingsGain what the measure adds to it
 * @param effectsShare R² of the gap on main effects of the hyperparameters
 * @param effectsGain what the measure adds to it
 */
public record RankedMeasure(
    String name,
    boolean control,
    int sign,
    int n,
    int leftOut,
    double tau,
    Interval interval,
    GranulatedKendall granulated,
    ConditionalInformation information,
    SignError.Summary bySeeds,
    SignError.Summary byTestSize,
    double within,
    double givenLoss,
    double givenNorm,
    double givenBoth,
    double settingsShare,
    double settingsGain,
    double effectsShare,
    double effectsGain) {

  /** The smallest score of information, where one is usable. */
  public Optional<ConditionalInformation.Score> leastInformation() {
    return information.minimum();
  }
}
