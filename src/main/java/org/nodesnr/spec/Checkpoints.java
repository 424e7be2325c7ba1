package org.nodesnr.spec;

import java.util.List;

/**
 * At which steps a run is measured. Step s means after s updates; the last step is always measured
 * with everything.
 *
 * @param accuracyEvery train and test accuracy and loss at every multiple of so many steps, 0
 *     included; 0 for never
 * @param measuresEvery S and G, with accuracy and loss, at every multiple of so many steps, 0
 *     included; 0 for never
 * @param measuresAt S and G, with accuracy and loss, at these steps too
 */
public record Checkpoints(int accuracyEvery, int measuresEvery, List<Integer> measuresAt) {
  /** Copies the list. */
  public Checkpoints {
    measuresAt = List.copyOf(measuresAt);
  }

  /**
   * @param step the number of updates made
   * @param steps the number of updates of the whole run
   * @return whether S and G are computed after this step
   */
  public boolean measuresDue(int step, int steps) {
    return step == steps
        || (measuresEvery > 0 && step % measuresEvery == 0)
        || measuresAt.contains(step);
  }

  /**
   * @param step the number of updates made
   * @param steps the number of updates of the whole run
   * @return whether accuracy and loss are computed after this step
   */
  public boolean accuracyDue(int step, int steps) {
    return measuresDue(step, steps) || (accuracyEvery > 0 && step % accuracyEvery == 0);
  }
}
