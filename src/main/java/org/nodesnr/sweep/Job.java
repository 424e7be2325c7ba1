package org.nodesnr.sweep;

import java.util.List;
import java.util.Locale;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;

/**
 * One run of a sweep.
 *
 * @param id hash of the run's identity
 * @param experiment name of the experiment
 * @param regime label of the regime in tables and figures
 * @param family the kind of regime, whatever its strengths
 * @param spec everything that can change the run's numbers
 * @param keepsVectors whether w and c of a few nodes of the final network are kept
 * @param measuring what is read of a network that is there, instead of training one
 */
public record Job(
    String id,
    String experiment,
    String regime,
    String family,
    RunSpec spec,
    boolean keepsVectors,
    Measuring measuring) {
  /** A run that is to be trained. */
  public Job(
      String id,
      String experiment,
      String regime,
      String family,
      RunSpec spec,
      boolean keepsVectors) {
    this(id, experiment, regime, family, spec, keepsVectors, Measuring.NONE);
  }

  /**
   * @param left what is left to measure
   * @return the run, of which nothing is trained
   */
  Job measuring(Measuring left) {
    return new Job(id, experiment, regime, family, spec, keepsVectors, left);
  }

  /**
   * @return whether the run is trained, rather than a network that is there measured
   */
  public boolean trains() {
    return measuring.network().isEmpty();
  }

  /**
   * @return how the run is called in progress reports
   */
  public String label() {
    return regime + ", seed " + spec.seed();
  }

  /**
   * @param jobs at least one run
   * @return how they are called together
   */
  static String labels(List<Job> jobs) {
    return jobs.get(0).label()
        + (jobs.size() == 1 ? "" : " and " + (jobs.size() - 1) + " more trained with it");
  }

  /**
   * @param step where its saved state stands
   * @return a line that says so
   */
  public String goesOnAt(int step) {
    return String.format(
        Locale.ROOT, "%s goes on at step %,d of %,d", label(), step, spec.regime().steps());
  }

  /**
   * @param status how the run ended
   * @param message why it ended so; empty where it finished
   * @param checkpoints what was measured
   * @param provenance where the numbers come from
   * @return its record
   */
  public RunRecord record(
      RunRecord.Status status,
      String message,
      List<Checkpoint> checkpoints,
      Provenance provenance) {
    return new RunRecord(
        RunRecord.SCHEMA,
        id,
        experiment,
        regime,
        family,
        spec.seed(),
        status,
        message,
        RunSpecs.toJson(spec),
        checkpoints,
        provenance);
  }
}
