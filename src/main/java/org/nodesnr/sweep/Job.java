package org.nodesnr.sweep;

import org.nodesnr.config.RunSpec;

/**
 * One run of a sweep.
 *
 * @param id hash of the run's identity
 * @param experiment name of the experiment
 * @param regime label of the regime in tables and figures
 * @param family the kind of regime, whatever its strengths
 * @param spec everything that can change the run's numbers
 */
public record Job(String id, String experiment, String regime, String family, RunSpec spec) {
  /**
   * @return how the run is called in progress reports
   */
  public String label() {
    return regime + ", seed " + spec.seed();
  }
}
