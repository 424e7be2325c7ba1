package org.nodesnr.results;

/**
 * How a run that was to stop at a training loss ended.
 *
 * @param trainLoss mean cross-entropy in nats over all samples that it was trained on, with the
 *     labels that it was trained on, after its last step; NaN where there was no level, or the run
 *     ended before a check
 * @param reached whether that is below the level
 */
public record Stopping(double trainLoss, boolean reached) {
  /** No level was set, or the run ended before a check; left out of records. */
  public static final Stopping NONE = new Stopping(Double.NaN, false);

  /** 1 for reached, 0 for not, NaN where neither can be said. */
  double share() {
    if (Double.isNaN(trainLoss)) {
      return Double.NaN;
    }
    return reached ? 1 : 0;
  }

  /** What Jackson asks whether to leave a value out. */
  static final class Absent {
    @Override
    public boolean equals(Object value) {
      return value == null || value.equals(NONE);
    }

    @Override
    public int hashCode() {
      return NONE.hashCode();
    }
  }
}
