package org.nodesnr.spec;

import java.util.List;

/**
 * At which steps a run is measured. Step s means after s updates; the last step is always measured
 * with everything.
 *
 * @param accuracyEvery train and test accuracy and loss at every multiple of so many steps, 0
 *     included; 0 for never
 * @param figuresEvery S and G, with accuracy and loss, at every multiple of so many steps, 0
 *     included; 0 for never
 * @param figuresAt S and G, with accuracy and loss, at these steps too
 */
public record Checkpoints(int accuracyEvery, int figuresEvery, List<Integer> figuresAt) {
  /** Copies the list. */
  public Checkpoints {
    figuresAt = List.copyOf(figuresAt);
  }

  /**
   * @param step the number of updates made
   * @param steps the number of updates of the whole run
   * @return whether S and G are computed after this step
   */
  public boolean figuresDue(int step, int steps) {
    return step == steps
        || (figuresEvery > 0 && step % figuresEvery == 0)
        || figuresAt.contains(step);
  }

  /**
   * @param step the number of updates made
   * @param steps the number of updates of the whole run
   * @return whether accuracy and loss are computed after this step
   */
  public boolean accuracyDue(int step, int steps) {
    return figuresDue(step, steps) || (accuracyEvery > 0 && step % accuracyEvery == 0);
  }
}
