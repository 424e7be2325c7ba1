package org.nodesnr.analysis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.nodesnr.files.CsvFile;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.RegimeInfluence;
import org.nodesnr.statistics.Simulation;

/**
 * What tables and figures show of an experiment; all that takes time is computed here, once.
 *
 * @param analysis the finished runs
 * @param correlations of every quantity with every target, at the last step
 * @param lengths of S and G with test accuracy along the way
 * @param regimeParts of S and G with test accuracy, among some of the regimes
 * @param influences how far those over all runs hang on the choice of regimes
 * @param rankings of measures against the generalisation gaps; none where only S and G were read
 * @param simulations what a study of the paper's size would find, were these runs the truth
 * @param effects what each intervention changed; none where the options name no intervention
 * @param noise what noise does to these networks, where that was measured
 */
public record Findings(
    Analysis analysis,
    CorrelationTable correlations,
    TrainingLengths lengths,
    List<RegimePart> regimeParts,
    List<RegimeInfluence> influences,
    List<Ranking> rankings,
    List<Simulation> simulations,
    List<Effect> effects,
    Optional<NoiseMechanism> noise) {

  /** Copies the lists. */
  public Findings {
    regimeParts = List.copyOf(regimeParts);
    influences = List.copyOf(influences);
    rankings = List.copyOf(rankings);
    simulations = List.copyOf(simulations);
    effects = List.copyOf(effects);
  }

  /**
   * @param analysis the finished runs
   * @param progress hears how many correlations are done, those of each training length and each
   *     part of the regimes counting as many as they are
   * @return the findings
   */
  public static Findings of(Analysis analysis, Progress progress) {
    return of(analysis, Optional.empty(), progress);
  }

  /**
   * @param analysis the finished runs
   * @param noise measures of noise in their networks, read after training; see {@link
   *     NoiseMechanism#of}
   * @param progress as above
   * @return the findings
   */
  public static Findings of(Analysis analysis, Optional<CsvFile> noise, Progress progress) {
    Optional<NoiseMechanism> mechanism = NoiseMechanism.of(analysis, noise);
    int targets = analysis.options().targets().size();
    int correlations = targets * analysis.quantities().size();
    int ofLength = analysis.shown().size();
    int steps = TrainingLengths.steps(analysis).size();
    int upToLengths = correlations + ofLength * steps;
    int ofPart = ofLength * (1 + steps);
    List<RegimePart.Selected> selected = RegimePart.select(analysis);
    int total = upToLengths + ofPart * selected.size();
    AtomicInteger done = new AtomicInteger();
    CorrelationTable table =
        analysis.correlate(analysis.quantities(), () -> progress.at(done.incrementAndGet(), total));
    TrainingLengths lengths =
        TrainingLengths.of(
            analysis, (step, all) -> progress.at(correlations + ofLength * step, total));
    AtomicInteger parts = new AtomicInteger();
    List<RegimeInfluence> influences = analysis.influences();
    List<RegimePart> regimeParts =
        RegimePart.of(
            selected,
            analysis,
            influences,
            lengths,
            () -> progress.at(upToLengths + ofPart * parts.incrementAndGet(), total));
    return new Findings(
        analysis,
        table,
        lengths,
        regimeParts,
        influences,
        Ranking.of(analysis),
        PaperDesign.simulations(analysis),
        Effect.of(analysis, mechanism),
        mechanism);
  }

  /**
   * @return whether there is a part beside all regimes
   */
  public boolean comparesParts() {
    return regimeParts.size() > 1;
  }
}
